import Presentation

extension Page {
  /// Starts to report work of `total` steps on standard error, where that is a terminal and the
  /// work lasts over a second.
  public func progress(_ label: String, total: Int) -> PageProgress {
    let line = ProgressLine(label, total: total, surroundings: surroundings)
    show(line)
    return PageProgress(line)
  }

  /// The items, with each one that was gone through counted as a step of the work.
  public func progress<Items: Collection>(
    _ label: String, of items: Items
  ) -> ProgressSequence<Items> {
    ProgressSequence(items: items, progress: progress(label, total: items.count))
  }
}

/// Work under way, which says how far it is.
public final class PageProgress {
  private let line: ProgressLine

  init(_ line: ProgressLine) { self.line = line }

  deinit { line.erase() }

  /// Counts `steps` steps as done.
  public func advance(by steps: Int = 1) { line.advance(by: steps) }

  /// Ends the report; it also ends with the object.
  public func finish() { line.erase() }
}

/// A collection that reports how far a loop over it is.
public struct ProgressSequence<Items: Collection>: Sequence {
  let items: Items
  let progress: PageProgress

  /// Goes through the items.
  public struct Iterator: IteratorProtocol {
    var items: Items.Iterator
    let progress: PageProgress
    var hasStarted = false

    /// The next item; the one before it counts as done.
    public mutating func next() -> Items.Element? {
      if hasStarted { progress.advance() }
      hasStarted = true
      if let item = items.next() { return item }
      progress.finish()
      return nil
    }
  }

  /// An iterator over the items.
  public func makeIterator() -> Iterator {
    Iterator(items: items.makeIterator(), progress: progress)
  }
}
