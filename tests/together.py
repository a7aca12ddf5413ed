"""Which tests one process takes: what is dear to set up is set up once."""

from xdist.scheduler import LoadScopeScheduling

PLACES = ("tests/page/", "tests/test_story.py")  # a browser, and the story


class Together(LoadScopeScheduling):
    """As `--dist=loadgroup`, by path: the groups are lost on the way where pytest keeps the names of tests itself."""

    def _split_scope(self, nodeid: str) -> str:
        return next((place for place in PLACES if nodeid.startswith(place)), nodeid)
