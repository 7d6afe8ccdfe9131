using System.Numerics;

namespace Glia.Kernels;

/// <summary>
/// An activation y = f(z), a vector at a time. Implemented by structs, so that the driver in <see cref="Elementwise"/> is compiled once for
/// each and calls nothing.
/// </summary>
public interface IActivation
{
    /// <summary>
    /// Which of the two <see cref="Derivative"/> looks at: z alone, or (false) y alone. If y alone, y may overwrite z; if z alone, what
    /// follows may overwrite y.
    /// </summary>
    static abstract bool NeedsInput { get; }

    /// <summary>f(z), lane by lane.</summary>
    Vector<float> Apply(Vector<float> z);

    /// <summary>f'(z), from z if <see cref="NeedsInput"/>, else from y = f(z); never from the other.</summary>
    Vector<float> Derivative(Vector<float> z, Vector<float> y);
}
