"""MediaWiki source: see `page` for what becomes of it."""

from dateline.readers.mediawiki.detect import is_mediawiki
from dateline.readers.mediawiki.page import parse

__all__ = ["is_mediawiki", "parse"]
