/// Files that hold arrays in a format that is not read, recognised by their first bytes.
enum ForeignArray {
  /// What the file is and how its arrays can be had, or nil where nothing is known of it.
  static func of(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) { return archive(bytes) }
    if bytes.starts(with: NPYArray.signature) { return "a NumPy array (.npy)" }
    if bytes.count >= 2, bytes[0] == 0x80, (2...5).contains(bytes[1]) {
      return "a Python pickle, as older versions of PyTorch write (.pt); \(Self.saveHint)"
    }
    if bytes.starts(with: [0x89] + Array("HDF".utf8)) { return "an HDF5 file (.h5)" }
    if bytes.starts(with: Array("GGUF".utf8)) { return "a GGUF file" }
    return nil
  }

  /// A ZIP archive by the names of its first files; the formats that are such archives have their own.
  private static func archive(_ bytes: [UInt8]) -> String {
    let head = String(decoding: bytes.prefix(4096), as: UTF8.self)
    if head.contains("data.pkl") || head.contains("/data/") {
      return "a PyTorch file (.pt, .pth); \(saveHint)"
    }
    if head.contains(".npy") {
      return "NumPy arrays in a ZIP archive (.npz); unzip gives one .npy for each, which is read"
    }
    return "a ZIP archive; unzip gives the files in it"
  }

  private static let saveHint =
    "safetensors.torch.save_file(torch.load(NAME), “out.safetensors”) writes what is read"
}
