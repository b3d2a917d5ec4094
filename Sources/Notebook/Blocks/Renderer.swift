/// Turns a stream of blocks into output of one kind.
protocol Renderer {
  /// What stands before the first block.
  mutating func opening(title: String) -> String

  /// The next block.
  mutating func text(of block: Block) -> String

  /// What stands after the last block.
  mutating func closing() -> String
}
