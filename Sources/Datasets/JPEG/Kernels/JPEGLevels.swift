import LinearAlgebra

/// Puts the samples of all components together to a matrix of grey levels.
enum JPEGLevels {
  /// - Parameters:
  ///   - orientation: Which side is up, 1 to 8 as EXIF counts.
  ///   - isYCbCr: Whether three components are to become red, green and blue first.
  static func matrix(
    _ components: [JPEGComponentData], _ frame: JPEGFrame, orientation: Int, isYCbCr: Bool
  ) -> Matrix<Double> {
    let place = JPEGOrientation(orientation, width: frame.width, height: frame.height)
    let rows = components.map { JPEGUpsampling($0.samples, $0.component, frame) }
    let levels = [Double](unsafeUninitializedCapacity: frame.width * frame.height) {
      buffer, count in
      count = frame.width * frame.height
      guard let start = buffer.baseAddress else { return }
      for y in 0..<frame.height {
        let target = start + place.first + y * place.rowStep
        let step = place.columnStep
        let samples = rows.map { $0.row(y) }
        if samples.count == 1 {
          JPEGColour.grey(samples[0], width: frame.width, into: target, step: step)
        } else if isYCbCr {
          JPEGColour.yCbCr(
            samples[0], samples[1], samples[2], width: frame.width, into: target, step: step)
        } else {
          JPEGColour.rgb(
            samples[0], samples[1], samples[2], width: frame.width, into: target, step: step)
        }
      }
    }
    return Matrix(rows: place.rows, columns: place.columns, elements: levels)
  }
}
