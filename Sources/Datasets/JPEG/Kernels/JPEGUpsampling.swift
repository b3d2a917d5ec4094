/// Brings the rows of a component that is stored with fewer samples to the picture's size.
///
/// Half as many samples lie between those of the full size, a quarter of a step off: each new one
/// is three quarters of the nearer and one of the farther neighbour, and the border repeats itself.
/// Rounding goes up and down in turn. Other ratios repeat their samples. Both are what libjpeg does
/// ("fancy upsampling"); the standard leaves it open (ITU-T T.81, A.1.1).
struct JPEGUpsampling {
  private let component: JPEGFrame.Component
  private let samples: UnsafePointer<UInt8>

  /// How many samples of the full size each stored one stands for.
  private let across: Int
  private let down: Int

  /// A row of sums of two rows, with weights 3 and 1, and one of the result.
  private let sums: JPEGPlane<Int32>
  private let result: JPEGPlane<UInt8>

  init(_ plane: JPEGPlane<UInt8>, _ component: JPEGFrame.Component, _ frame: JPEGFrame) {
    self.component = component
    samples = UnsafePointer(plane.start)
    across = frame.across / component.across
    down = frame.down / component.down
    sums = JPEGPlane(count: component.width)
    result = JPEGPlane(count: component.width * across)
  }

  /// Row `y` of the picture, valid until the next call.
  func row(_ y: Int) -> UnsafePointer<UInt8> {
    let nearest = row(stored: y / down)
    // With two samples or fewer in a row, libjpeg repeats them.
    let isSmoothAcross = across == 2 && component.width > 2
    switch (across, down) {
    case (1, 1): return nearest
    case (1, 2): smoothDown(nearest, other(y), isLower: y % 2 == 1)
    case (2, 1) where isSmoothAcross: smoothAcross(nearest)
    case (2, 2) where isSmoothAcross: smoothBoth(nearest, other(y))
    default: replicate(nearest)
    }
    return UnsafePointer(result.start)
  }

  private func row(stored y: Int) -> UnsafePointer<UInt8> {
    samples + min(max(y, 0), component.height - 1) * component.stride
  }

  /// The second nearest stored row.
  private func other(_ y: Int) -> UnsafePointer<UInt8> {
    row(stored: y % 2 == 0 ? y / 2 - 1 : y / 2 + 1)
  }

  private func replicate(_ row: UnsafePointer<UInt8>) {
    let target = result.start
    for x in 0..<component.width {
      for copy in 0..<across { target[x &* across &+ copy] = row[x] }
    }
  }

  private func smoothDown(
    _ near: UnsafePointer<UInt8>, _ far: UnsafePointer<UInt8>, isLower: Bool
  ) {
    let target = result.start
    let half: Int32 = isLower ? 2 : 1
    for x in 0..<component.width {
      target[x] = UInt8(
        truncatingIfNeeded: (3 &* Int32(near[x]) &+ Int32(far[x]) &+ half) &>> 2)
    }
  }

  private func smoothAcross(_ row: UnsafePointer<UInt8>) {
    let target = result.start
    let last = component.width - 1
    target[0] = row[0]
    target[2 * last + 1] = row[last]
    for x in 0..<last {
      let (a, b) = (Int32(row[x]), Int32(row[x &+ 1]))
      target[2 &* x &+ 1] = UInt8(truncatingIfNeeded: (3 &* a &+ b &+ 2) &>> 2)
      target[2 &* x &+ 2] = UInt8(truncatingIfNeeded: (a &+ 3 &* b &+ 1) &>> 2)
    }
  }

  private func smoothBoth(_ near: UnsafePointer<UInt8>, _ far: UnsafePointer<UInt8>) {
    let (target, sums) = (result.start, sums.start)
    let last = component.width - 1
    for x in 0...last { sums[x] = 3 &* Int32(near[x]) &+ Int32(far[x]) }
    target[0] = UInt8(truncatingIfNeeded: (4 &* sums[0] &+ 8) &>> 4)
    target[2 * last + 1] = UInt8(truncatingIfNeeded: (4 &* sums[last] &+ 7) &>> 4)
    for x in 0..<last {
      let (a, b) = (sums[x], sums[x &+ 1])
      target[2 &* x &+ 1] = UInt8(truncatingIfNeeded: (3 &* a &+ b &+ 7) &>> 4)
      target[2 &* x &+ 2] = UInt8(truncatingIfNeeded: (a &+ 3 &* b &+ 8) &>> 4)
    }
  }
}
