using Glia.Data;
using Glia.Mnist;

namespace Glia.Benchmarks;

/// <summary>Pictures for the benchmark: the 60,000 training digits, or the same with no pixel zero.</summary>
internal static class Digits
{
    internal const int Pixels = 784;

    internal static Dataset Load(bool dense = false)
    {
        Dataset digits = MnistData.Load(Pixels).Train;
        if (!dense)
            return digits;
        byte[] pixels = ((ByteFeatures)digits.Inputs).Values.ToArray();
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = Math.Max(pixels[i], (byte)1);
        return new Dataset(new ByteFeatures(pixels, Pixels, 1 / 255f), digits.Targets);
    }
}
