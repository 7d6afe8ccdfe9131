namespace Glia.DoctorBench.Bases;

/// <summary>Random numbers of the cases: the same seed gives the same rows on every machine.</summary>
internal sealed class Draw(int seed)
{
    private readonly System.Random _random = new(seed * 7919 + 13);

    /// <summary>Between two bounds.</summary>
    public float Uniform(double from, double to) => (float)(from + (to - from) * _random.NextDouble());

    /// <summary>A whole number from 0 to below the end.</summary>
    public int Below(int end) => _random.Next(end);

    /// <summary>Standard normal, by Box and Muller.</summary>
    public float Normal() => (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));

    /// <summary>0 to n - 1 in a random order.</summary>
    public int[] Permutation(int n)
    {
        int[] order = [.. Enumerable.Range(0, n)];
        _random.Shuffle(order);
        return order;
    }
}
