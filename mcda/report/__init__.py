"""What people see and take home: colours, charts, maps, and the brief."""
