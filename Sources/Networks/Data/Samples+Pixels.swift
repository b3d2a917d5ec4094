import Datasets
import LinearAlgebra

extension Samples {
  /// Pictures with grey levels from 0 to 255 scaled to 0...1.
  public init(_ images: LabelledImages) {
    self.init(images, .unit)
  }

  /// Pictures with each grey level x replaced by (x − mean) / deviation.
  public init(_ images: LabelledImages, _ scale: PixelScale) {
    let table = (0...255).map { Float((Double($0) - scale.mean) / scale.deviation) }
    self.init(
      inputs: Matrix(
        rows: images.count, columns: images.height * images.width,
        elements: images.levels.map { table[Int($0)] }),
      labels: images.labels)
  }
}

/// The shift and the scale that pixels are given: one of each for all of them, so that what is dark stays
/// dark.
public struct PixelScale: Equatable, Sendable {
  /// Black is 0, white is 1.
  public static let unit = PixelScale(mean: 0, deviation: 255)

  /// What becomes zero, in grey levels.
  public let mean: Double

  /// What becomes one above it, in grey levels; not zero.
  public let deviation: Double

  /// Creates a scale.
  public init(mean: Double, deviation: Double) {
    self.mean = mean
    self.deviation = deviation
  }

  /// The scale by which the pictures' pixels have mean 0 and variance 1. Take it of the training part:
  /// the others must not be looked at.
  public init(standardizing images: LabelledImages) {
    let (count, sum, squares) = images.levels.reduce(into: (0.0, 0.0, 0.0)) { total, level in
      total.0 += 1
      total.1 += Double(level)
      total.2 += Double(level) * Double(level)
    }
    let mean = count == 0 ? 0 : sum / count
    let variance = count == 0 ? 0 : squares / count - mean * mean
    self.init(mean: mean, deviation: variance > 0 ? variance.squareRoot() : 1)
  }
}
