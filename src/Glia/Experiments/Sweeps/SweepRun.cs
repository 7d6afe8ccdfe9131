using System.Text.Json.Nodes;

namespace Glia.Experiments.Sweeps;

/// <summary>One run of a sweep.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Round">Its round, from 0; later ones have the best of the round before, for more epochs.</param>
/// <param name="Settings">The values it tries, a place each.</param>
/// <param name="File">Its experiment file.</param>
/// <param name="Folder">Its run folder; need not exist yet.</param>
public sealed record SweepRun(int Number, int Round, IReadOnlyList<JsonNode?> Settings, string File, string Folder)
{
    /// <summary>Where a sentence lies that says why it could not be run; need not exist.</summary>
    public string ErrorFile => $"{Folder}.error.txt";

    /// <summary>Whether it is over: trained to its end, or known to be impossible.</summary>
    public bool IsOver => ResumedRun.IsFinished(Folder) || System.IO.File.Exists(ErrorFile);
}
