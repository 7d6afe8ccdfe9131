using Glia.Data;
using Glia.Experiments;

namespace Glia.Tables;

/// <summary>The texts of a target column as numbers while they are read: four bytes a row, however long the texts.</summary>
internal sealed class ClassPool
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly List<string> _texts = [];

    /// <summary>The number of a text, in the order in which they come.</summary>
    public int NumberOf(ReadOnlySpan<char> text)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(text, out int known)) return known;
        string own = text.ToString();
        _texts.Add(own);
        return _numbers[own] = _texts.Count - 1;
    }

    /// <summary>Data whose targets are the texts of some numbers: classes in ordinal order, those that no row has left out.</summary>
    /// <param name="inputs">The inputs.</param>
    /// <param name="numbers">The number of each row's text.</param>
    public LoadedData Classes(Features inputs, ReadOnlySpan<int> numbers)
    {
        var used = new bool[_texts.Count];
        foreach (int number in numbers) used[number] = true;
        LabelEncoder encoder = LabelEncoder.Fit(_texts.Where((_, number) => used[number]));
        int[] classes = new int[_texts.Count];
        for (int number = 0; number < classes.Length; number++)
            if (used[number]) classes[number] = encoder.Encode([_texts[number]])[0];
        var rows = new int[numbers.Length];
        for (int row = 0; row < rows.Length; row++) rows[row] = classes[numbers[row]];
        return LoadedData.OfClasses(inputs, rows, [.. encoder.ClassNames]);
    }
}
