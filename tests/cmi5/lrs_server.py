"""Ralph, an LRS, on loopback at a free port. Its store of files is made for one writing; here it goes on with its file."""

import uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend

FSLRSBackend.default_operation_type = BaseOperationType.APPEND
uvicorn.run("ralph.api:app", host="127.0.0.1", port=0, access_log=False)
