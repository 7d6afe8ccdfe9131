namespace Glia.Doctor.Reference;

/// <summary>An activation that treats every number alone.</summary>
/// <param name="name">Keras' name.</param>
/// <param name="value">f(z).</param>
/// <param name="derivative">f'(z).</param>
/// <param name="kinks">Where f' jumps. Numeric differentiation across one of them says nothing.</param>
internal sealed class ElementwiseActivation(string name, Func<double, double> value, Func<double, double> derivative, params double[] kinks)
    : Activation
{
    /// <inheritdoc/>
    public override string Name => name;

    /// <summary>f(z).</summary>
    public double Value(double z) => value(z);

    /// <summary>f'(z).</summary>
    public double Derivative(double z) => derivative(z);

    /// <summary>In which piece between the kinks a number lies: two numbers of one piece can be compared by differences.</summary>
    public int Piece(double z) => kinks.Count(kink => z > kink);

    /// <inheritdoc/>
    public override Matrix Forward(Matrix z) => z.Map(value);

    /// <inheritdoc/>
    public override Matrix Backward(Matrix z, Matrix outputGradient) => z.Zip(outputGradient, (at, gradient) => derivative(at) * gradient);
}
