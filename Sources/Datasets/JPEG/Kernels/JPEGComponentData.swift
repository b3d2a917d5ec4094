/// What is known of a component while its scans are decoded.
final class JPEGComponentData {
  let component: JPEGFrame.Component

  /// The samples, `component.stride` in a row.
  let samples: JPEGPlane<UInt8>

  /// All weights, block by block, in a progressive frame; until the last scan is there.
  private(set) var weights: JPEGPlane<Int16>?

  /// The weights of one block, in a sequential frame.
  let block = JPEGPlane<Int16>(count: 64)

  /// The places of the weights in the order of the file.
  let zigzag = JPEGPlane<Int>(count: 64)

  /// The steps of the quantisation table that stood at the component's first scan.
  private let steps = JPEGPlane<Int32>(count: 64)
  private(set) var hasSteps = false

  /// The lowest bit told so far of each weight, and −1 where none was.
  var toldBits = [Int](repeating: -1, count: 64)

  init(_ component: JPEGFrame.Component, isProgressive: Bool) {
    self.component = component
    samples = JPEGPlane(count: 64 * component.blocks)
    weights = isProgressive ? JPEGPlane(count: 64 * component.blocks) : nil
    for index in 0..<64 { zigzag.start[index] = JPEGQuantizationTable.zigzag[index] }
  }

  func setSteps(_ table: JPEGQuantizationTable) {
    for index in 0..<64 { steps.start[index] = Int32(table.steps[index]) }
    hasSteps = true
  }

  /// Turns the weights of one block into samples.
  @inline(__always)
  func transform(
    _ block: UnsafePointer<Int16>, isFlat: Bool, row: Int, column: Int
  ) {
    let target = samples.start + 8 &* (row &* component.stride &+ column)
    if isFlat {
      JPEGInverseTransform.flatBlock(
        block[0], step: steps.start[0], into: target, stride: component.stride)
    } else {
      JPEGInverseTransform.block(
        block, steps: steps.start, into: target, stride: component.stride)
    }
  }

  /// Turns the weights of all blocks into samples, and gives back what they took.
  func transformAll() {
    guard let weights else { return }
    for row in 0..<component.blocksDown {
      for column in 0..<component.blocksAcross {
        transform(
          weights.start + 64 * (row * component.blocksAcross + column), isFlat: false, row: row,
          column: column)
      }
    }
    self.weights = nil
  }
}
