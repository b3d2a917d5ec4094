/// The sizes that set the pace and change no result but for rounding, in one place.
///
/// All were measured by the program Benchmarks, on two cores of an x86-64 server processor with 512-bit
/// registers, 32 KB of first-level and 1 MB of second-level cache a core; those for one thread, by the size from
/// which a second one made the whole faster. None is sharp: half or twice as much costs a few per cent.
enum Tuning {
  // The product, after Goto and van de Geijn: a panel of B stays in the third-level cache, a band of A in
  // the second, a strip of either in the first.

  /// The inner dimension that is packed at a time (kc).
  static var panelDepth: Int { 384 }

  /// The rows of A that are packed at a time (mc).
  static var bandRows: Int { 128 }

  /// The columns of B that are packed at a time (nc).
  static var panelColumns: Int { 4096 }

  /// Up to so many multiplications, packing costs more than it saves.
  static var smallProduct: Int { 4096 }

  /// From so many multiplications on, a product is shared among the threads.
  static var sharedProduct: Int { 2_000_000 }

  /// The side of the squares by which packing goes down the columns of a transposed operand.
  static var packingSide: Int { 64 }

  // Passes that memory sets the pace of.

  /// From so many elements on, a pass is shared: waking a thread takes as long as reading them.
  static var sharedElements: Int { 100_000 }

  /// The same in bytes, for passes that read a matrix once (gemv and the fused rank-2 update).
  static var sharedBytes: Int { 2_000_000 }

  /// The same for the product of a symmetric matrix and a vector, which uses each element twice (symv).
  static var sharedSymmetricBytes: Int { 1_000_000 }

  /// The side of the squares by which a matrix is transposed: a few lines of the cache either way.
  static var transposingSide: Int { 16 }

  /// The rows that are centred at a time and multiplied while they are in the cache.
  static var scatterRows: Int { 384 }

  /// The rows that are summed before their sum is added to the others.
  static var summedRows: Int { 256 }

  /// Rows that lie a multiple of so many bytes apart compete for the same places in the cache.
  static var conflictingStride: Int { 1024 }

  /// The size of a huge page, and of the storage from which it is worth asking for some.
  static var hugePage: Int { 2 << 20 }
  static var hugeStorage: Int { 4 << 20 }

  // Blocks of the factorisations.

  /// The reflections that are applied together, in compact WY form.
  static var reflectorBlock: Int { 32 }

  /// The same where all that is left is to apply them, to vectors of so many elements: a large matrix comes
  /// from memory once for each block.
  static func appliedReflectorBlock(_ length: Int) -> Int {
    length < 768 ? 32 : length < 3072 ? 64 : 128
  }

  /// Below so many multiplications, they are applied one by one.
  static var smallReflectorBlock: Int { 8192 }

  /// The columns that elimination takes at a time: a whole number of vectors.
  static var eliminationBlock: Int { 32 }

  /// The rows that are made tridiagonal before the rest is updated. In small matrices an update costs more
  /// while it is put off than when it is made.
  static func tridiagonalBlock(_ n: Int) -> Int { n < 512 ? 16 : 32 }

  // Divide and conquer.

  /// Blocks of a condensed matrix of so many rows are left to the QR iteration.
  static var divisionLeaf: Int { 32 }

  /// From so many bytes a row on, a condensed matrix is divided. Rotations in `Float` cost half, secular
  /// equations do not.
  static var dividedRowBytes: Int { 512 }

  // Rotations.

  /// Up to so many elements, rows are rotated where they stand: arranging takes longer.
  static var smallRotatedMatrix: Int { 2048 }

  /// How many rotations for each row are collected before they are applied.
  static var sweepsOfBatch: Int { 16 }

  /// Into how many pieces for each thread a batch is divided, so that one which is late has fewer.
  static var piecesOfThread: Int { 8 }

  /// How long a thread looks out for work before it sleeps, in nanoseconds.
  static var patience: UInt64 { 1_000_000 }
}
