"""A published study on one page, for officials: the answer, the map, how sure, what it rests on, the brief to download."""

from criteria.finding import Trouble
from mcda.app import desk, parts, reading

say, link = desk.say(), desk.asked("study")
parts.print_style()
try:
    published = desk.store().open_published(link)
    newest = desk.store().newest(link)
    study = desk.opened(published) if published.study else None
except Trouble as trouble:
    reading.no_way_in(say, trouble)
else:
    if study is None:
        reading.withdrawn(say, published)
    else:
        reading.replaced(say, published, newest)
        reading.show(say, published, study)
