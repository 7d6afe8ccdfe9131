using Glia.Data;
using Glia.Doctor;
using Glia.Doctor.Breaks;
using Glia.Doctor.Findings;
using Glia.Experiments;

namespace Glia.Serve.Lab;

/// <summary>An experiment with its data in memory; its faults are those of the doctor's list that make sense in it.</summary>
internal sealed class ExperimentPatient : LabPatient
{
    // Rows on which each moment is judged: a standard error of two hundredths.
    private const int JudgedRows = 500;

    private readonly Experiment _healthy;
    private readonly LoadedData _data;
    private readonly int _classes;
    private readonly LabSwitch[] _switches;

    /// <summary>A patient of an experiment that learns.</summary>
    /// <param name="id">How requests name it.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="sentence">What it is, in a sentence.</param>
    /// <param name="healthy">The experiment without faults.</param>
    /// <param name="data">Its data.</param>
    /// <exception cref="GliaException">The experiment does not fit the data.</exception>
    public ExperimentPatient(string id, string name, string sentence, Experiment healthy, LoadedData data)
    {
        (Id, Name, Sentence, _healthy, _data) = (id, name, sentence, healthy, data);
        ExperimentRun run = ExperimentRun.Prepare(healthy, data);
        _classes = run.ClassNames?.Count ?? 0;
        Skill = run.HasAccuracy ? "accuracy" : "R²";
        _switches = [.. Break.All.Where(one => one.In(healthy, _classes) is not null)
            .Select(one => new LabSwitch(one.Name, one.Fault, one.Name))];
    }

    /// <inheritdoc/>
    public override string Id { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <inheritdoc/>
    public override string Sentence { get; }

    /// <inheritdoc/>
    public override string Skill { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<LabSwitch> Switches => _switches;

    /// <inheritdoc/>
    public override void Train(IReadOnlySet<string> on, Action<LabPoint> tell, CancellationToken stop)
    {
        ExperimentRun run = ExperimentRun.Prepare(Broken(on), _data);
        Dataset judged = run.Data.Test ?? run.Data.Training;
        judged = judged.Select([.. Enumerable.Range(0, Math.Min(JudgedRows, judged.Rows))
            .Select(i => (int)((long)i * judged.Rows / Math.Min(JudgedRows, judged.Rows)))]);
        run.Fit(null, stop, new LabPace(run.TotalSteps, judged, tell));
    }

    /// <inheritdoc/>
    public override (Diagnosis, Experiment?) Examine(IReadOnlySet<string> on)
    {
        Experiment broken = Broken(on);
        return (Doctor.Doctor.Examine(ExperimentSubject.Of(broken, _data)).Diagnosis, broken);
    }

    // In the order of the list, so that the same switches are the same experiment whichever was touched first.
    private Experiment Broken(IReadOnlySet<string> on)
    {
        Experiment experiment = _healthy;
        foreach (LabSwitch one in _switches.Where(one => on.Contains(one.Id)))
            experiment = Break.Of(one.Id).In(experiment, _classes) ?? experiment;
        return experiment;
    }
}
