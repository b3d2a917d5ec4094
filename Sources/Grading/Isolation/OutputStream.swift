#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One end of a child's output, and the end of what came out of it.
struct OutputStream {
  /// The descriptor that is read.
  let descriptor: Int32

  /// What came out.
  var tail = OutputTail()

  /// Whether more may come.
  private(set) var isOpen = true

  /// Where a read goes; made once, since filling it takes longer than reading.
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)

  /// Creates a stream that nothing was read from yet.
  init(descriptor: Int32) { self.descriptor = descriptor }

  /// Reads what is there now, up to 64 KiB; waits where there is nothing.
  mutating func read() {
    let count = readBytes(descriptor, &buffer)
    if count > 0 {
      tail.append(buffer[..<count])
    } else if count == 0 || errno != EINTR {
      isOpen = false
    }
  }

  /// Reads what is left in a pipe whose writers have been killed; a writer that got away is not
  /// waited for.
  mutating func drain() {
    for _ in 0..<64 where isOpen {
      var polled = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
      guard poll(&polled, 1, 0) > 0 else { return }
      read()
    }
  }
}

/// Reads at most as many bytes as the buffer has: how many, 0 at the end, −1 with `errno`.
func readBytes(_ descriptor: Int32, _ buffer: inout [UInt8]) -> Int {
  #if canImport(Darwin)
    Darwin.read(descriptor, &buffer, buffer.count)
  #elseif canImport(Musl)
    Musl.read(descriptor, &buffer, buffer.count)
  #else
    Glibc.read(descriptor, &buffer, buffer.count)
  #endif
}
