namespace Glia.Metrics;

/// <summary>
/// How often answers of one class were given another. Only pairs that occur are kept, so memory and time grow with the answers and not with
/// the square of the classes.
/// </summary>
internal sealed class ConfusionMatrix(int classes)
{
    private readonly Dictionary<long, int> _counts = [];
    private readonly int[] _actual = new int[classes];
    private readonly int[] _predicted = new int[classes];

    public int Classes => classes;

    /// <summary>How often each class is true.</summary>
    public ReadOnlySpan<int> Actual => _actual;

    /// <summary>How often each class was predicted.</summary>
    public ReadOnlySpan<int> Predicted => _predicted;

    public int this[int actual, int predicted] => _counts.GetValueOrDefault(Key(actual, predicted));

    /// <summary>The pairs that occur, by true class and then by predicted class.</summary>
    public IEnumerable<(int Actual, int Predicted, int Count)> Pairs =>
        _counts.OrderBy(pair => pair.Key).Select(pair => ((int)(pair.Key / classes), (int)(pair.Key % classes), pair.Value));

    public void Add(int actual, int predicted, int count = 1)
    {
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_counts, Key(actual, predicted), out _) += count;
        _actual[actual] += count;
        _predicted[predicted] += count;
    }

    private long Key(int actual, int predicted) => (long)actual * classes + predicted;
}
