/// The samples of a component, or its weights before they become samples: one block of memory, zeros
/// at first.
final class JPEGPlane<Element: FixedWidthInteger> {
  let start: UnsafeMutablePointer<Element>
  private let count: Int

  init(count: Int) {
    self.count = count
    start = .allocate(capacity: count)
    start.initialize(repeating: 0, count: count)
  }

  deinit {
    start.deinitialize(count: count)
    start.deallocate()
  }
}
