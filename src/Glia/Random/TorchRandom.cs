namespace Glia.Random;

/// <summary>
/// PyTorch's CPU generator after <c>torch.manual_seed(seed)</c> (1.13, AVX2): <c>rand</c>, <c>randperm</c> and the starting weights of
/// <c>nn.Linear</c> bit for bit, so that a network can start where a Python script starts.
/// </summary>
/// <remarks>One object is one stream: it is not for several threads at once.</remarks>
public sealed class TorchRandom
{
    private readonly MersenneTwister _bits;

    /// <summary>The stream after <c>torch.manual_seed(seed)</c>.</summary>
    /// <param name="seed">What <c>torch.manual_seed</c> is given.</param>
    public TorchRandom(uint seed) => _bits = new MersenneTwister(seed);

    /// <summary>Fills with <c>torch.rand(...)</c>: floats in [0, 1) with 24 random bits.</summary>
    /// <param name="values">Takes the numbers.</param>
    public void Rand(Span<float> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = Next();
    }

    /// <summary>Fills with <c>uniform_(low, high)</c>.</summary>
    /// <param name="low">The least number.</param>
    /// <param name="high">The end, which is not drawn.</param>
    /// <param name="values">Takes the numbers.</param>
    /// <remarks>Torch scales with one fused multiply-add; without it about half of the values differ in the last place.</remarks>
    public void Uniform(float low, float high, Span<float> values)
    {
        float range = high - low;
        for (int i = 0; i < values.Length; i++) values[i] = MathF.FusedMultiplyAdd(Next(), range, low);
    }

    /// <summary>
    /// Fills with the starting weights of <c>nn.Linear(inputs, outputs)</c> in torch's order [outputs, inputs], then the bias. Call it
    /// for the layers in the order in which the script makes them.
    /// </summary>
    /// <param name="inputs">The fan-in.</param>
    /// <param name="weight">outputs x inputs values, row-major: the transpose of a Keras kernel.</param>
    /// <param name="bias">outputs values, or empty for <c>bias=False</c>.</param>
    public void Linear(int inputs, Span<float> weight, Span<float> bias)
    {
        // kaiming_uniform_(a = sqrt(5)) as torch computes it: the same as 1 / sqrt(inputs) but for the rounding, which shows in the bits.
        double gain = Math.Sqrt(2 / (1 + Math.Sqrt(5) * Math.Sqrt(5)));
        float bound = (float)(Math.Sqrt(3) * (gain / Math.Sqrt(inputs)));
        Uniform(-bound, bound, weight);
        float biasBound = (float)(1 / Math.Sqrt(inputs));
        Uniform(-biasBound, biasBound, bias);
    }

    /// <summary><c>torch.randperm(count)</c>.</summary>
    /// <param name="count">How many numbers, from 0.</param>
    public int[] Permutation(int count)
    {
        var values = new int[count];
        for (int i = 0; i < count; i++) values[i] = i;
        for (int i = 0; i < count - 1; i++)
        {
            int j = i + (int)(_bits.Next() % (uint)(count - i));
            (values[i], values[j]) = (values[j], values[i]);
        }
        return values;
    }

    private float Next() => (_bits.Next() & 0xFFFFFF) * (1f / (1 << 24));
}
