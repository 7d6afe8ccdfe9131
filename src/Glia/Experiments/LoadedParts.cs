using Glia.Data;
using Glia.Data.Columns;
using Glia.Data.Mapped;

namespace Glia.Experiments;

/// <summary>Puts the parts of a source, read one by one, into one: training rows first, then validation rows, then test rows.</summary>
internal static class LoadedParts
{
    /// <summary>The parts as one. Classes that are known by name have the same number in every part.</summary>
    /// <param name="training">What trains, without parts of its own.</param>
    /// <param name="validation">What is only looked at; null for nothing.</param>
    /// <param name="test">What tests; null for nothing.</param>
    /// <exception cref="GliaException">The parts have samples or targets of different kinds.</exception>
    public static LoadedData Join(LoadedData training, LoadedData? validation, LoadedData? test)
    {
        if (validation is null && test is null) return training;
        Check(training, validation, "validation");
        Check(training, test, "test");
        LoadedData[] parts = [training, .. validation is null ? [] : (LoadedData[])[validation],
            .. test is null ? [] : (LoadedData[])[test]];
        Features inputs = Inputs(parts);
        LoadedData joined = training.Numbers is not null
            ? training.With(inputs, Numbers(parts))
            : Named(training, inputs, parts);
        return joined.WithSampleWeights(SampleWeights(parts)) with
        {
            StandardValidationRows = validation?.Rows ?? 0,
            StandardTestRows = test?.Rows ?? 0,
            Files = parts.All(part => part.Files is not null) ? [.. parts.SelectMany(part => part.Files!)] : null,
        };
    }

    private static void Check(LoadedData training, LoadedData? part, string name)
    {
        if (part is null) return;
        if (part.Inputs.Shape.Size != training.Inputs.Shape.Size)
            throw new GliaException($"The {name} part has samples of {part.Inputs.Shape.Spoken} numbers and the training part of " +
                $"{training.Inputs.Shape.Spoken}; they must be alike.");
        if ((part.Classes is null) != (training.Classes is null))
            throw new GliaException($"The targets of the {name} part are {Kind(part)} and those of the training part {Kind(training)}; " +
                "they must be alike.");
        if (part.Numbers?.Shape != training.Numbers?.Shape)
            throw new GliaException($"The targets of the {name} part have {part.Numbers!.Shape.Spoken} numbers a row and those of the " +
                $"training part {training.Numbers!.Shape.Spoken}; they must be alike.");
    }

    private static string Kind(LoadedData part) => part.Classes is null ? "numbers" : "classes";

    // Bytes stay bytes.
    private static Features Inputs(LoadedData[] parts)
    {
        Shape shape = parts[0].Inputs.Shape;
        if (TableFeatures.Join([.. parts.Select(part => part.Inputs)]) is { } table) return table;
        if (parts.Any(part => part.Inputs.AreOnDisk))
        {
            return parts.All(part => part.Inputs is ByteFeatures)
                ? new ByteFeatures(new JoinedByteRows([.. parts.Select(part => ((ByteFeatures)part.Inputs).Bytes)], shape.Size), shape)
                : new JoinedFeatures([.. parts.Select(part => part.Inputs)]);
        }
        if (parts.All(part => part.Inputs is ByteFeatures))
        {
            var bytes = new byte[checked(parts.Sum(part => part.Rows) * shape.Size)];
            int next = 0;
            foreach (LoadedData part in parts)
            {
                ReadOnlySpan<byte> own = ((ByteFeatures)part.Inputs).Values;
                own.CopyTo(bytes.AsSpan(next));
                next += own.Length;
            }
            return new ByteFeatures(bytes, shape);
        }
        var values = new float[checked(parts.Sum(part => part.Rows) * shape.Size)];
        int start = 0;
        foreach (LoadedData part in parts)
        {
            int count = part.Rows * shape.Size;
            part.Inputs.Gather([.. Enumerable.Range(0, part.Rows)], values.AsSpan(start, count));
            start += count;
        }
        return new FloatFeatures(values, shape);
    }

    private static float[]? SampleWeights(LoadedData[] parts) => parts.All(part => part.SampleWeights is null)
        ? null
        : [.. parts.SelectMany(part => part.SampleWeights ?? Enumerable.Repeat(float.NaN, part.Rows))];

    private static Targets Numbers(LoadedData[] parts)
    {
        float[] values = [.. parts.SelectMany(part => part.Numbers!.Values.ToArray())];
        return parts[0].Numbers!.With(values);
    }

    private static LoadedData Named(LoadedData training, Features inputs, LoadedData[] parts)
    {
        string[] names = [.. parts.SelectMany(part => part.ClassNames!).Distinct().Order(StringComparer.Ordinal)];
        // 10 comes after 9 where the names are numbers.
        if (TargetReading.NumbersOf(names) is { } numbers) Array.Sort(numbers, names);
        Dictionary<string, int> place = names.Index().ToDictionary(name => name.Item, name => name.Index);
        int[] classes = [.. parts.SelectMany(part => part.Classes!.Select(label => place[part.ClassNames![label]]))];
        return training.With(inputs, classes, names);
    }
}
