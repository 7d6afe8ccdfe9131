using System.Collections.Concurrent;
using Glia.Experiments;
using Glia.Models;
using Glia.Serve.Access;
using Microsoft.AspNetCore.Http;

namespace Glia.Serve.Predicting;

/// <summary>The models of the runs, read once and again when their file is another.</summary>
/// <param name="runs">The runs.</param>
/// <param name="own">The model the server was started for; null for that of a run.</param>
internal sealed class ModelShelf(RunShelf runs, Answerer? own)
{
    private readonly ConcurrentDictionary<string, (DateTime Written, long Length, Answerer Answerer)> _read = new(StringComparer.Ordinal);

    /// <summary>
    /// The model that is asked where none is named: the server's own, or that of the run it was started for, or of the newest.
    /// </summary>
    /// <exception cref="GliaException">There is none.</exception>
    public Answerer Default() => own ?? runs.All().Select(run => Find(run.Key)).OfType<Answerer>().FirstOrDefault()
        ?? throw new GliaException("There is no trained model here yet; glia train mnist makes one.");

    /// <summary>The model of the run that a request's path names.</summary>
    /// <exception cref="RefusedException">There is no such run, or it has no model: 404.</exception>
    public Answerer Named(HttpContext context)
    {
        string name = (string)context.Request.RouteValues["name"]!;
        return Find(name)
            ?? throw new RefusedException(StatusCodes.Status404NotFound, $"There is no run called '{name}' with a model here.");
    }

    /// <summary>The model of a run; null where there is no such run, or it has none yet.</summary>
    /// <exception cref="GliaException">It cannot be read.</exception>
    public Answerer? Find(string run)
    {
        if (runs.Find(run) is not { } folder) return null;
        var file = new FileInfo(RunFolder.PathOf(folder, RunFolder.ModelFile));
        if (!file.Exists) return null;
        if (_read.TryGetValue(folder, out var known) && known.Written == file.LastWriteTimeUtc && known.Length == file.Length)
            return known.Answerer;
        var answerer = new Answerer(run, Model.Load(file.FullName));
        _read[folder] = (file.LastWriteTimeUtc, file.Length, answerer);
        return answerer;
    }
}
