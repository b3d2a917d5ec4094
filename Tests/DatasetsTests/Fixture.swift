import Foundation

/// Files made by another encoder, small enough to stand here.
enum Fixture {
  /// A grey 30×20 PNG compressed by zlib with dynamic codes; pixel (x, y) is (x² + 3y) mod 23 · 11.
  static let png = Data(
    base64Encoded: """
      iVBORw0KGgoAAAANSUhEUgAAAB4AAAAUCAAAAAC/wNIYAAABVklEQVR42jXOkaKGIQwA0Hk+/3ye5/k8\
      z+fz+TzP8zzP857gv9DVQwcgUOlo31ROiXV+hr1QeAwfZV2xp9OkFGkn9bg002NIubbLq4Tpqj5DWXxb\
      zY+hVJsoV+mM1sYhvYLT6mNQ6yc6thz2nDvkhh5Pt8fQ+go84qwE5wDVGQeH1R/DXJdk87H8hfBlO7yF\
      7noM52J2kNBrIkq1BwHPeB9DwFjH57Ss5FxskX+jRnwMFNl2Gvl2rVX7zSNt4/gYMkuHsiuuZtYW1l2g\
      Cz+GKr4+BYt39j5vNNBvuTwG83FT+zrjWesg96+lO/wx9LGxzLQkhntDlJVmwT0ew9oQ9ZTrTIjEfsvR\
      CPsxXPi4BcUhOcYsAzU0/v4Z8EsyqcXtlbn6jo2mpO8xxFT85MkwTMQG8MzHS3oMXHSEeuTb3b3vT04N\
      Q8tjEG2bLPhfcowFyYPRbvr4BzgXGlNWuHYNAAAAAElFTkSuQmCC
      """
  ).map { [UInt8]($0) }
}
