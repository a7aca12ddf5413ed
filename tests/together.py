"""Which tests one process takes: what is dear to set up is set up once."""

from xdist.scheduler import LoadScopeScheduling

PLACES = ("tests/page/", "tests/test_story.py")  # a browser, and the story
BY_FILE = ("tests/domain/", "tests/meta/", "tests/sandbox/", "tests/storage/")  # to hand them out costs as much as they


class Together(LoadScopeScheduling):
    """As `--dist=loadgroup`, by path: the groups are lost on the way where pytest keeps the names of tests itself."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(BY_FILE):
            return nodeid.partition("::")[0]
        return next((place for place in PLACES if nodeid.startswith(place)), nodeid)
