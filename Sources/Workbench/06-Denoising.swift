@_exported import DenoisingSolutions
