"""A published study on one page, for officials: the answer, the map, how sure, what it rests on, the brief to download."""

from criteria.errors import AppError
from mcda.app.pages.published import study_view
from mcda.app.state import resources, session
from mcda.app.widgets import page_parts

t, link = session.translator(), session.query_parameter("study")
page_parts.print_style()
try:
    published = resources.store().open_published(link)
    newest = resources.store().newest(link)
    study = resources.published_study(published) if published.study else None
except AppError as error:
    study_view.no_way_in(t, error)
else:
    if study is None:
        study_view.withdrawn(t, published)
    else:
        study_view.replaced(t, published, newest)
        study_view.render(t, published, study)
