using Glia.Doctor.Reference;

namespace Glia.Float64;

/// <summary>An array a layer learns.</summary>
/// <param name="name">Keras' name: <c>kernel</c>, <c>bias</c>, <c>gamma</c>, <c>beta</c>.</param>
/// <param name="value">The numbers; a vector is one row.</param>
internal sealed class OracleParameter(string name, Matrix value)
{
    /// <summary>Keras' name.</summary>
    public string Name => name;

    /// <summary>The numbers.</summary>
    public Matrix Value { get; } = value;

    /// <summary>The derivative of the loss with respect to <see cref="Value"/>.</summary>
    public Matrix Gradient { get; set; } = new(value.Rows, value.Columns);
}
