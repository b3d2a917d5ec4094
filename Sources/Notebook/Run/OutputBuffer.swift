/// Gathers output, and passes it on in reasonable pieces.
final class OutputBuffer {
  private let write: (String) -> Void
  private var pending = ""

  init(write: @escaping (String) -> Void) { self.write = write }

  func append(_ text: String) {
    pending += text
    if pending.utf8.count > 1 << 16 { flush() }
  }

  func flush() {
    guard !pending.isEmpty else { return }
    write(pending)
    pending = ""
  }
}
