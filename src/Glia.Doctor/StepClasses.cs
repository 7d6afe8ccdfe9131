using System.Text.Json.Nodes;
using Glia.Data;
using Glia.Losses;

namespace Glia.Doctor;

/// <summary>
/// Reads a class number at each step of a sequence as a column a class, so that every rule and trial finds targets of the shape of the
/// outputs. The loss is the same number with the same gradient.
/// </summary>
internal static class StepClasses
{
    /// <summary>The subject with such targets as columns; itself where it has none, or what does not fit together.</summary>
    public static ExperimentSubject AsColumns(ExperimentSubject subject)
    {
        if (subject is not { Loss.TakesClassNumbers: true, BuildFailure: null, Train: { } train }
            || subject.Network?.OutputShape is not { Positions: > 1 } output)
            return subject;
        try
        {
            JsonObject config = subject.Loss.Config();
            config["class_name"] = "categorical_crossentropy";
            return subject with
            {
                Loss = LossCatalogue.Create(config, "loss"),
                Train = Columns(train, subject.Loss, output),
                Options = subject.Options with
                {
                    Validation = subject.Options.Validation is { } validation ? Columns(validation, subject.Loss, output) : null,
                    Test = subject.Options.Test is { } test ? Columns(test, subject.Loss, output) : null,
                },
            };
        }
        catch (GliaException)
        {
            // A class of another part that the network does not have: that part is judged as it is.
            return subject;
        }
    }

    private static Dataset Columns(Dataset data, Loss loss, Shape output)
    {
        loss.Check(data.Targets, output);
        Tensor columns = Tensor.Allocate(output, data.Rows);
        loss.Gather(data.Targets, [.. Enumerable.Range(0, data.Rows)], columns);
        return data.WithTargets(new Targets(columns.Values.ToArray(), output));
    }
}
