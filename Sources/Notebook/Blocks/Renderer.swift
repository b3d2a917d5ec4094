/// Turns a stream of blocks into output of one kind.
protocol Renderer {
  /// What stands before the first block.
  mutating func opening(title: String) -> String

  /// The next block.
  mutating func text(of block: Block) -> String

  /// What stands after the last block.
  ///
  /// - Throws: What went wrong on the way, where a renderer writes files of its own.
  mutating func closing() throws -> String
}
