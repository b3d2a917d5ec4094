import LinearAlgebra

extension Page {
  /// Shows a chart.
  public func plot(_ chart: Chart, line: Int = #line) { emit(.chart(chart), line: line) }

  /// Shows a matrix as a picture, one pixel an element.
  ///
  /// - Parameter range: Which numbers are black and which white; 0 and 255 unless given.
  public func picture<Scalar: RealScalar>(
    _ pixels: Matrix<Scalar>, _ caption: String = "", range: PictureRange = .grey,
    line: Int = #line
  ) {
    pictures([(caption, pixels)], range: range, line: line)
  }

  /// Shows pictures side by side, as many in a row as the width allows.
  public func pictures<Scalar: RealScalar>(
    _ pictures: [(String, Matrix<Scalar>)], range: PictureRange = .grey, line: Int = #line
  ) {
    let pictures = pictures.map { caption, pixels in
      ShownPicture(caption: RichText(markdown: caption), pixels: pixels.asDouble, range: range)
    }
    emit(.pictures(pictures), line: line)
  }
}
