using Glia.Programs.Reading;
using Glia.Programs.Tapes;

namespace Glia.Programs.Frameworks;

/// <summary>Reads what a library that trains networks was asked to do.</summary>
internal static class LibraryReader
{
    /// <summary>What the program's last training is; null where no library trained anything.</summary>
    /// <param name="tape">What was recorded.</param>
    /// <param name="name">The program's name.</param>
    /// <exception cref="GliaException">It has no counterpart here, and nothing is certain: one sentence that says what.</exception>
    public static LibraryReading? Read(Tape tape, string name)
    {
        if (tape.Libraries is not [.., var last]) return null;
        string understood = "";
        try
        {
            if (last.Library == "sklearn") return Whole(new SklearnReader(last, name).Read());
            if (last.Library == "keras") return Whole(new KerasReader(last, name).Read());
            var reader = new TorchReader(last, tape, name);
            try
            {
                return Whole(reader.Read());
            }
            finally
            {
                understood = reader.Understood;
            }
        }
        catch (NotUnderstood not)
        {
            if (last.Library == "torch" && TorchSeen.Find(new TorchRecord(last, tape), tape, not.Message) is [_, ..] seen)
                return new LibraryReading("in part", null, seen);
            string at = tape.ErrorLine is { } line ? $" in line {line}" : "";
            string failed = tape.Error is { } error ? $"It ended with {error}{at}. " : "";
            string known = understood.Length > 0 ? $" and has {understood}" : "";
            throw new GliaException($"{name} was run and not understood well enough to be judged. {failed}It trains with " +
                $"{last.Library}{known}. Not understood: {not.Message}. glia explain program says what is recognised.", not);
        }
    }

    private static LibraryReading Whole(ReadExperiment experiment) => new(experiment.Understood, experiment, []);
}
