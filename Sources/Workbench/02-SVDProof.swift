@_exported import SVDProofSolutions
