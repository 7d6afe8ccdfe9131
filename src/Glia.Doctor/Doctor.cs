using System.Numerics;
using Glia.Doctor.HandWritten;
using Glia.Doctor.Traces;
using Glia.Experiments;
using Glia.Files;
using Glia.Models;

namespace Glia.Doctor;

/// <summary>
/// Says why a network does not learn. One method for every kind of subject; nothing that is examined is changed but a hand-written network,
/// which is driven through three steps.
/// </summary>
public static class Doctor
{
    /// <summary>
    /// Examines what a path names: an experiment file, a run folder, a model file, a data file or folder, a trace (<c>.npz</c>), or
    /// built-in data such as <c>mnist</c>.
    /// </summary>
    /// <param name="path">The path or name.</param>
    /// <param name="options">
    /// How far to go and where data come from; short experiments, and the files that the library itself reads, if null.
    /// </param>
    /// <exception cref="GliaException">There is no such thing, it cannot be read, or model and data do not fit.</exception>
    public static ExaminationResult Examine(string path, ExaminationOptions? options = null) =>
        new NamedSubject(path, options ?? new ExaminationOptions()).Examine();

    /// <summary>Examines an experiment: what can be read and measured, and short controlled experiments on copies.</summary>
    /// <param name="subject">The experiment.</param>
    /// <param name="options">How far to go; up to short experiments if null.</param>
    /// <exception cref="OperationCanceledException">It was ended by <see cref="ExaminationOptions.CancellationToken"/>.</exception>
    public static ExaminationResult Examine(ExperimentSubject subject, ExaminationOptions? options = null)
    {
        options ??= new ExaminationOptions();
        // What is tried are copies of the subject, and its options go along: each of their runs ends with the token.
        if (options.CancellationToken.CanBeCanceled)
            subject = subject with { Options = subject.Options with { CancellationToken = options.CancellationToken } };
        try
        {
            return Examiner.Examine(subject, options.UpTo, options.Workers);
        }
        catch (AggregateException) when (options.CancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(options.CancellationToken);
        }
    }

    /// <summary>Examines a trained model: its weights, its units, and what it answers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">Rows with the right answers, in the form in which the model's training got them.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="GliaException">The data do not fit the model.</exception>
    public static ExaminationResult Examine(Model model, LoadedData data, string name = "model") =>
        new(ModelExaminer.Examine(name, model, data));

    /// <summary>Examines a trace: arrays of a training step of somebody's network, by the names that <c>docs/trace.md</c> gives.</summary>
    /// <param name="trace">The arrays.</param>
    /// <param name="name">What to call it.</param>
    /// <exception cref="GliaException">The arrays are no trace; one sentence that names the array.</exception>
    public static ExaminationResult Examine(IReadOnlyDictionary<string, NdArray> trace, string name = "trace") =>
        new(TraceDoctor.Examine(TraceReader.Read(trace, name)));

    /// <summary>
    /// Examines a network somebody wrote by hand: drives it through three steps and an evaluation, recomputes everything in double
    /// precision, and tries what only a living network can be asked.
    /// </summary>
    /// <param name="network">The network as it stands, trained or not.</param>
    /// <param name="x">Training rows.</param>
    /// <param name="y">Their targets, as the network's training gets them.</param>
    /// <param name="evaluationX">Rows that were not trained on.</param>
    /// <param name="evaluationY">Their targets.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="accuracyHistory">The accuracies it reported so far.</param>
    /// <exception cref="GliaException">
    /// The arrays do not fit each other, or the network throws or answers what cannot be used; one sentence that names the member.
    /// </exception>
    public static ExaminationResult Examine<T>(IHandWrittenNetwork<T> network, T[][] x, T[][] y, T[][] evaluationX, T[][] evaluationY,
        string name = "hand-written network", IReadOnlyList<double>? accuracyHistory = null)
        where T : struct, IFloatingPointIeee754<T> =>
        new(HandWrittenDoctor.Examine(network, x, y, evaluationX, evaluationY, name, accuracyHistory));
}
