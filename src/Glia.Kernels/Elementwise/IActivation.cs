using System.Numerics;

namespace Glia.Kernels;

/// <summary>
/// An activation y = f(z), a vector at a time. Implemented by structs, so that the driver in <see cref="Elementwise"/> is compiled once for each
/// and calls nothing.
/// </summary>
public interface IActivation
{
    /// <summary>Whether <see cref="Derivative"/> looks at z. If not, y may overwrite z and the backward pass needs y alone.</summary>
    static abstract bool NeedsInput { get; }

    /// <summary>f(z), lane by lane.</summary>
    Vector<float> Apply(Vector<float> z);

    /// <summary>f'(z), from z (only if <see cref="NeedsInput"/>) and y = f(z).</summary>
    Vector<float> Derivative(Vector<float> z, Vector<float> y);
}
