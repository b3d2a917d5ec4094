import Foundation
import LinearAlgebra

extension Samples {
  /// The pictures as a thicker pen would have drawn them: each pixel becomes the largest one within a
  /// radius. (Grey dilation by a disc: Serra, "Image Analysis and Mathematical Morphology", 1982, chapter XII.)
  ///
  /// - Parameters:
  ///   - image: The shape of a sample.
  ///   - radius: The largest distance, in pixels, 0 or more.
  /// - Precondition: The inputs have the image's count of columns.
  /// - Complexity: O(count · pixels · radius²).
  public func thickened(_ image: ImageShape, radius: Double) -> Samples {
    let reach = Int(radius)
    let disc = (-reach...reach).flatMap { i in
      (-reach...reach).filter { Double(i * i + $0 * $0) <= radius * radius }.map { (i, $0) }
    }
    return redrawn(image) { picture, i, j in
      disc.reduce(picture[i, j]) { max($0, picture[i + $1.0, j + $1.1]) }
    }
  }

  /// The pictures turned clockwise about their middle, between pixels interpolated along both axes.
  ///
  /// - Parameters:
  ///   - image: The shape of a sample.
  ///   - degrees: By how much.
  /// - Precondition: The inputs have the image's count of columns.
  /// - Complexity: O(count · pixels).
  public func turned(_ image: ImageShape, degrees: Double) -> Samples {
    let (cosine, sine) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    let middle = (Double(image.height - 1) / 2, Double(image.width - 1) / 2)
    return redrawn(image) { picture, i, j in
      let (y, x) = (Double(i) - middle.0, Double(j) - middle.1)
      let (fromY, fromX) = (cosine * y - sine * x + middle.0, sine * y + cosine * x + middle.1)
      let (top, left) = (Int(fromY.rounded(.down)), Int(fromX.rounded(.down)))
      let (down, right) = (Float(fromY - Double(top)), Float(fromX - Double(left)))
      let upper = (1 - right) * picture[top, left] + right * picture[top, left + 1]
      let lower = (1 - right) * picture[top + 1, left] + right * picture[top + 1, left + 1]
      return (1 - down) * upper + down * lower
    }
  }

  /// The pictures with dark and light exchanged: the smallest number of all becomes the largest. O(count ·
  /// pixels).
  public func inverted() -> Samples {
    let elements = inputs.elements
    let sum = (elements.min() ?? 0) + (elements.max() ?? 0)
    return Samples(inputs: inputs.map { sum - $0 }, labels: labels)
  }

  /// The pictures with each pixel computed from its picture.
  private func redrawn(
    _ image: ImageShape, by pixel: (SamplePicture, Int, Int) -> Float
  ) -> Samples {
    require(
      inputs.columns == image.count,
      "rows of \(inputs.columns) numbers are no images of \(image.count)")
    let elements = inputs.elements
    let background = elements.min() ?? 0
    var redrawn: [Float] = []
    redrawn.reserveCapacity(elements.count)
    for channel in 0..<count * image.channels {
      let picture = SamplePicture(
        elements: elements, start: channel * image.height * image.width, height: image.height,
        width: image.width, background: background)
      for i in 0..<image.height {
        for j in 0..<image.width { redrawn.append(pixel(picture, i, j)) }
      }
    }
    return Samples(
      inputs: Matrix(rows: count, columns: image.count, elements: redrawn), labels: labels)
  }
}

/// A picture among the numbers of many; beyond its edges is the background, the smallest number of all.
private struct SamplePicture {
  let elements: [Float]
  let start: Int
  let height: Int
  let width: Int
  let background: Float

  subscript(i: Int, j: Int) -> Float {
    0..<height ~= i && 0..<width ~= j ? elements[start + i * width + j] : background
  }
}
