"""What drives the app for tests, benchmarks and pictures: servers, browsers, phones, walks, and hostile or large files."""
