import Foundation

/// How the learning rate goes from the first step to the last.
public enum Schedule: String, Sendable {
  /// It stays.
  case constant

  /// It falls to zero along half a cosine (Loshchilov and Hutter, ICLR 2017, arXiv 1608.03983).
  case cosine

  /// The factor of the learning rate after the share `done`, in 0...1, of all steps.
  public func factor(_ done: Double) -> Float {
    switch self {
    case .constant: 1
    case .cosine: Float(0.5 + 0.5 * cos(.pi * done))
    }
  }
}
