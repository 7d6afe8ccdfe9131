using System.Numerics;

namespace Glia.Data;

public sealed partial class Dataset
{
    /// <summary>A data set whose targets are values. Arrays become inputs and targets by themselves: <c>Dataset.From(x, y)</c>.</summary>
    /// <param name="inputs">One sample a row: <c>float[,]</c>, <c>float[][]</c>, <c>double[,]</c>, <c>double[][]</c> or any
    /// features.</param>
    /// <param name="values">One target a row: <c>float[]</c> or <c>double[]</c> for one number each, a two-dimensional array for
    /// several.</param>
    /// <exception cref="GliaException">There are not as many targets as samples, or a number is NaN or infinite; the sentence says
    /// where.</exception>
    public static Dataset From(Features inputs, Targets values) => Checked(new Dataset(inputs, values));

    /// <summary>A data set whose targets are one value a row.</summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="values">The value of each row. Whole numbers in an <c>int[]</c> are classes instead.</param>
    /// <exception cref="GliaException">There are not as many values as samples, or a number is NaN or infinite.</exception>
    public static Dataset From(Features inputs, float[] values) => From(inputs, (Targets)values);

    /// <summary>A data set whose targets are one value a row.</summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="values">The value of each row. Whole numbers in an <c>int[]</c> are classes instead.</param>
    /// <exception cref="GliaException">There are not as many values as samples, or a number is NaN, infinite or beyond float32.</exception>
    public static Dataset From(Features inputs, double[] values) => From(inputs, (Targets)values);

    /// <summary>A data set whose targets are class numbers from 0.</summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="classCount">How many classes there are; the largest + 1 if null. Give it where a class may be absent, as in a test
    /// part.</param>
    /// <param name="classNames">What the classes are called, from class 0; their number is the count.</param>
    /// <param name="encoding">
    /// <see cref="TargetEncoding.OneHot"/> makes a column a class, for <c>categorical_crossentropy</c>; <see cref="TargetEncoding.Index"/>
    /// keeps one
    /// number a row, for <c>sparse_categorical_crossentropy</c>, or for one output and <c>binary_crossentropy</c>.
    /// </param>
    /// <exception cref="GliaException">There are not as many classes as samples, a class is out of range, or an input is NaN or
    /// infinite.</exception>
    public static Dataset From(
        Features inputs, int[] classes, int? classCount = null, IReadOnlyList<string>? classNames = null,
        TargetEncoding encoding = TargetEncoding.OneHot)
    {
        if (classNames is not null && classCount is not null && classCount != classNames.Count)
            throw new GliaException($"There are {classNames.Count} class names but classCount is {classCount}; give one of the two.");
        int? count = classNames?.Count ?? classCount;
        Targets targets = encoding == TargetEncoding.OneHot ? Targets.OneHot(classes, count) : Numbers(classes, count);
        return Checked(new Dataset(inputs, targets, classNames is null ? null : [.. classNames]));
    }

    /// <summary>A data set whose targets are class names. The names in ordinal order are the classes 0, 1, 2 and so on.</summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="labels">The class name of each row.</param>
    /// <param name="classNames">
    /// The classes in order; those that occur if null. Give those of the training data (<see cref="ClassNames"/>) for any other part, since
    /// a class that
    /// is absent there would shift the rest.
    /// </param>
    /// <param name="encoding">One-hot rows or one class number a row; see <see cref="From(Features, int[], int?, IReadOnlyList{string}?,
    /// TargetEncoding)"/>.</param>
    /// <exception cref="GliaException">There are not as many labels as samples, a label is null or none of the names, or an input is NaN or
    /// infinite.</exception>
    public static Dataset From(
        Features inputs, string[] labels, IReadOnlyList<string>? classNames = null, TargetEncoding encoding = TargetEncoding.OneHot)
    {
        if (Array.IndexOf(labels, null) is >= 0 and var missing)
            throw new GliaException($"labels[{missing}] is null; every row needs a label.");
        LabelEncoder encoder = classNames is null ? LabelEncoder.Fit(labels) : LabelEncoder.Of(classNames);
        return From(inputs, encoder.Encode(labels), null, encoder.ClassNames, encoding);
    }

    /// <summary>
    /// A data set whose targets are yes or no: one number a row, 1 for true, for one output and <c>binary_crossentropy</c>.
    /// </summary>
    /// <param name="inputs">One sample a row.</param>
    /// <param name="labels">The answer of each row; its classes are called <c>false</c> and <c>true</c>.</param>
    /// <exception cref="GliaException">There are not as many answers as samples, or an input is NaN or infinite.</exception>
    public static Dataset From(Features inputs, bool[] labels) =>
        From(inputs, Array.ConvertAll(labels, yes => yes ? 1 : 0), null, ["false", "true"], TargetEncoding.Index);

    /// <summary>
    /// A data set from any sequence, read once: <c>Dataset.From(flowers, f => new[] { f.Length, f.Width }, f => f.Species)</c>.
    /// </summary>
    /// <param name="rows">The sequence.</param>
    /// <param name="inputs">The numbers of one row that go in; of any number type, always as many.</param>
    /// <param name="label">The class name of one row.</param>
    /// <param name="classNames">The classes in order; those that occur if null.</param>
    /// <param name="encoding">One-hot rows or one class number a row.</param>
    /// <exception cref="GliaException">There are no rows, they are unequal in length, a label is none of the names, or an input is NaN or
    /// infinite.</exception>
    public static Dataset From<TRow, TNumber>(
        IEnumerable<TRow> rows, Func<TRow, TNumber[]> inputs, Func<TRow, string> label, IReadOnlyList<string>? classNames = null,
        TargetEncoding encoding = TargetEncoding.OneHot) where TNumber : INumberBase<TNumber>
    {
        (Features features, List<string> labels) = Read(rows, inputs, label);
        return From(features, [.. labels], classNames, encoding);
    }

    /// <summary>A data set from any sequence, read once, with class numbers from 0.</summary>
    /// <param name="rows">The sequence.</param>
    /// <param name="inputs">The numbers of one row that go in; of any number type, always as many.</param>
    /// <param name="label">The class of one row.</param>
    /// <param name="classCount">How many classes there are; the largest + 1 if null.</param>
    /// <param name="classNames">What the classes are called, from class 0.</param>
    /// <param name="encoding">One-hot rows or one class number a row.</param>
    /// <exception cref="GliaException">There are no rows, they are unequal in length, a class is out of range, or an input is NaN or
    /// infinite.</exception>
    public static Dataset From<TRow, TNumber>(
        IEnumerable<TRow> rows, Func<TRow, TNumber[]> inputs, Func<TRow, int> label, int? classCount = null,
        IReadOnlyList<string>? classNames = null, TargetEncoding encoding = TargetEncoding.OneHot) where TNumber : INumberBase<TNumber>
    {
        (Features features, List<int> classes) = Read(rows, inputs, label);
        return From(features, [.. classes], classCount, classNames, encoding);
    }

    /// <summary>A data set from any sequence, read once, whose targets are yes or no.</summary>
    /// <param name="rows">The sequence.</param>
    /// <param name="inputs">The numbers of one row that go in; of any number type, always as many.</param>
    /// <param name="label">The answer of one row.</param>
    /// <exception cref="GliaException">There are no rows, they are unequal in length, or an input is NaN or infinite.</exception>
    public static Dataset From<TRow, TNumber>(IEnumerable<TRow> rows, Func<TRow, TNumber[]> inputs, Func<TRow, bool> label)
        where TNumber : INumberBase<TNumber>
    {
        (Features features, List<bool> labels) = Read(rows, inputs, label);
        return From(features, [.. labels]);
    }

    /// <summary>A data set from any sequence, read once, whose targets are one value a row.</summary>
    /// <param name="rows">The sequence.</param>
    /// <param name="inputs">The numbers of one row that go in; of any number type, always as many.</param>
    /// <param name="value">The value of one row.</param>
    /// <exception cref="GliaException">There are no rows, they are unequal in length, or a number is NaN or infinite.</exception>
    public static Dataset From<TRow, TNumber>(IEnumerable<TRow> rows, Func<TRow, TNumber[]> inputs, Func<TRow, double> value)
        where TNumber : INumberBase<TNumber>
    {
        (Features features, List<double> values) = Read(rows, inputs, value);
        return From(features, Targets.From(values));
    }

    /// <summary>A data set from any sequence, read once, whose targets are several values a row.</summary>
    /// <param name="rows">The sequence.</param>
    /// <param name="inputs">The numbers of one row that go in; of any number type, always as many.</param>
    /// <param name="values">The values of one row, always as many.</param>
    /// <exception cref="GliaException">There are no rows, they are unequal in length, or a number is NaN or infinite.</exception>
    public static Dataset From<TRow, TNumber, TValue>(IEnumerable<TRow> rows, Func<TRow, TNumber[]> inputs, Func<TRow, TValue[]> values)
        where TNumber : INumberBase<TNumber> where TValue : INumberBase<TValue>
    {
        (Features features, List<TValue[]> targets) = Read(rows, inputs, values);
        return From(features, Targets.From(targets));
    }

    private static (Features Inputs, List<TTarget> Targets) Read<TRow, TNumber, TTarget>(
        IEnumerable<TRow> rows, Func<TRow, TNumber[]> inputs, Func<TRow, TTarget> target) where TNumber : INumberBase<TNumber>
    {
        var numbers = new List<TNumber[]>();
        var targets = new List<TTarget>();
        foreach (TRow row in rows)
        {
            numbers.Add(inputs(row));
            targets.Add(target(row));
        }
        return (Features.From(numbers), targets);
    }

    private static Targets Numbers(int[] classes, int? count)
    {
        if (Array.FindIndex(classes, c => c < 0 || c >= (count ?? int.MaxValue)) is >= 0 and var row)
        {
            string last = count is null ? "" : $" to {count - 1}";
            throw new GliaException($"Row {row} has class {classes[row]}, but classes go from 0{last}.");
        }
        return new Targets(Array.ConvertAll(classes, c => (float)c));
    }

    private static Dataset Checked(Dataset data)
    {
        data.RequireFinite();
        return data;
    }
}
