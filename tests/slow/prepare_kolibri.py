"""Prepares a Kolibri in KOLIBRI_HOME: a facility, a learner `bat`, and a channel whose one resource is the zip of the
argument. Prints the resource's id. Run by tests/slow/kolibri.test.js with the Python that has Kolibri."""

import hashlib
import pathlib
import shutil
import sys

from kolibri.utils.main import initialize

initialize()

from django.core.management import call_command  # noqa: E402
from kolibri.core.auth.models import Facility, FacilityUser  # noqa: E402
from kolibri.core.content.models import ChannelMetadata, ContentNode, File, Language, LocalFile  # noqa: E402
from kolibri.core.content.utils.paths import get_content_storage_file_path  # noqa: E402

CHANNEL, ROOT, NODE = "c" * 32, "d" * 32, "e" * 32


def learner():
    call_command(
        "provisiondevice", facility="Test", superusername="admin", superuserpassword="admin", preset="nonformal",
        language_id="en", interactive=False, verbosity=0,
    )
    bat = FacilityUser(username="bat", full_name="Bat", facility=Facility.get_default_facility())
    bat.set_password("secret-bat")
    bat.save()


def channel(package):
    content = package.read_bytes()
    checksum = hashlib.md5(content).hexdigest()
    place = pathlib.Path(get_content_storage_file_path(f"{checksum}.zip"))
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(package, place)
    english = Language.objects.create(id="en", lang_code="en", lang_name="English", lang_direction="ltr")
    common = {"channel_id": CHANNEL, "available": True, "lang": english}
    root = ContentNode.objects.create(id=ROOT, content_id=ROOT, title="Courses", kind="topic", **common)
    node = ContentNode.objects.create(
        id=NODE, content_id="f" * 32, title="Saving", kind="html5", parent=root, options={}, sort_order=1, **common
    )
    local = LocalFile.objects.create(id=checksum, extension="zip", available=True, file_size=len(content))
    File.objects.create(id="a" * 32, local_file=local, contentnode=node, preset="html5_zip", priority=1)
    ChannelMetadata.objects.create(id=CHANNEL, name="Courses", min_schema_version="5", root=root, total_resource_count=1)
    ContentNode.objects.rebuild()


learner()
channel(pathlib.Path(sys.argv[1]))
print(NODE)
