using System.Globalization;
using Glia.Data;

namespace Glia.Experiments;

/// <summary>Reads the targets of a source as what they are to be learned as: <c>task</c> of an experiment.</summary>
internal static class TargetReading
{
    // Each class is an output of the network and a row of the confusion matrix: 65,536 of them are a quantity taken for classes by mistake.
    private const int MostClasses = 65_536;

    /// <summary>The data with their targets read as the task says; <c>auto</c> leaves them as they are.</summary>
    /// <param name="loaded">The data.</param>
    /// <param name="task">One of <see cref="ExperimentData.Tasks"/>.</param>
    /// <param name="source">What errors call the data.</param>
    /// <exception cref="GliaException">The targets cannot be read so.</exception>
    public static LoadedData As(this LoadedData loaded, string task, string source) => task switch
    {
        "classify" => loaded.AsClasses(source),
        "regress" => AsNumbers(loaded, source),
        "multilabel" => AsLabels(loaded, source),
        _ => loaded,
    };

    /// <summary>The data with the numbers that occur as their classes; 0/1 rows with a single 1 are classes as they are.</summary>
    /// <exception cref="GliaException">A row has no class, or several.</exception>
    public static LoadedData AsClasses(this LoadedData loaded, string source)
    {
        if (loaded.Numbers is not { } numbers) return loaded;
        if (numbers.Width > 1)
        {
            if (ClassTargets.AreOneHot(numbers, numbers.Shape.Last)) return loaded;
            if (numbers.Rank > 2 || loaded.Inputs.Shape.Rank > 1)
                throw new GliaException($"The targets of {source} have {numbers.Shape.Spoken} numbers a row and not a single 1 a " +
                    $"{(numbers.Rank > 2 ? "step" : "row")}; leave task out where each step has a class number of its own, under the " +
                    "loss sparse_categorical_crossentropy, or write \"task\": \"multilabel\" or \"regress\".");
            throw new GliaException($"The {numbers.Width} target columns of {source} do not hold a single 1 a row, " +
                "so they are no classes; write \"task\": \"multilabel\" or \"regress\", or name one column.");
        }
        if (numbers.Values.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) is >= 0 and var bad)
            throw new GliaException($"Row {bad + 1:N0} of the targets of {source} is no number, so it has no class; " +
                "remove the row or fill it in.");
        var seen = new HashSet<float>();
        foreach (float value in numbers.Values) seen.Add(value);
        float[] distinct = [.. seen.Order()];
        if (distinct.Length > MostClasses)
            throw new GliaException($"The targets of {source} have {distinct.Length:N0} different values, which are no classes; " +
                "write \"task\": \"regress\", or name another target column.");
        string[] names = Array.ConvertAll(distinct, value => value.ToString("R", CultureInfo.InvariantCulture));
        var classes = new int[numbers.Rows];
        for (int row = 0; row < classes.Length; row++) classes[row] = Array.BinarySearch(distinct, numbers.Values[row]);
        return loaded.With(loaded.Inputs, classes, names);
    }

    /// <summary>The numbers that class names are; null where one of them is no number.</summary>
    public static float[]? NumbersOf(IReadOnlyList<string> names)
    {
        var numbers = new float[names.Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!float.TryParse(names[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !float.IsFinite(numbers[i]))
                return null;
        }
        return numbers;
    }

    private static LoadedData AsNumbers(LoadedData loaded, string source)
    {
        if (loaded.Classes is not { } classes) return loaded;
        float[] numbers = NumbersOf(loaded.ClassNames!)
            ?? throw new GliaException($"The targets of {source} are texts such as '{loaded.ClassNames![0]}', " +
                "so nothing can be regressed on them; write \"task\": \"classify\", or name a column of numbers.");
        return loaded.With(loaded.Inputs, new Targets(Array.ConvertAll(classes, label => numbers[label])));
    }

    private static LoadedData AsLabels(LoadedData loaded, string source)
    {
        LoadedData numbers = AsNumbers(loaded, source);
        ReadOnlySpan<float> values = numbers.Numbers!.Values;
        int odd = values.IndexOfAnyExcept(0f, 1f);
        if (odd < 0) return numbers;
        int width = numbers.Numbers.Width;
        throw new GliaException($"Row {odd / width + 1:N0} of the targets of {source} holds {values[odd]}; " +
            "multilabel takes 0 or 1 in each target column.");
    }
}
