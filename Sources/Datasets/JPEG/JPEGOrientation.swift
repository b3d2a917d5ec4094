/// Where the pixels of a stored picture go when it is shown upright.
///
/// Source: CIPA DC-008 (Exif 2.3), 4.6.4, tag Orientation.
struct JPEGOrientation {
  /// The size of the upright picture.
  let rows: Int
  let columns: Int

  /// The place of the first stored pixel, and how far the next one of its row and of its column is.
  let first: Int
  let columnStep: Int
  let rowStep: Int

  /// - Parameter orientation: 1 to 8. From 5 on, stored rows are columns; the bits of what is left
  ///   say which ways run backwards.
  init(_ orientation: Int, width: Int, height: Int) {
    let isTurned = orientation >= 5
    (rows, columns) = isTurned ? (width, height) : (height, width)
    let isRightToLeft = [2, 3, 7, 8].contains(orientation)
    let isBottomToTop = [3, 4, 6, 7].contains(orientation)
    let column = isTurned ? columns : 1
    let row = isTurned ? 1 : columns
    columnStep = isRightToLeft ? -column : column
    rowStep = isBottomToTop ? -row : row
    first = (isRightToLeft ? (width - 1) * column : 0) + (isBottomToTop ? (height - 1) * row : 0)
  }
}
