using Glia.Doctor.Findings;
using Glia.Report;
using Glia.Report.Charts;
using Glia.Report.Html;
using Glia.Report.Panels;

namespace Glia.Serve.Lab;

/// <summary>What the lab looks like.</summary>
internal static class LabMarkup
{
    /// <summary>The page.</summary>
    /// <param name="patients">The networks, the one to begin with first.</param>
    public static Markup Page(IReadOnlyList<LabPatient> patients) => Markup.Of($"""
        <section class="head labhead"><h1>The lab</h1>
        <p class=sentence>Break a network that learns, watch it fail, see what the doctor sees, mend it.</p></section>
        <div class=lab id=lab><section class="panel labcurves" aria-labelledby=lab-now><h2 id=lab-now>Now</h2>
        <p class=verdict id=lab-verdict><span class=sign aria-hidden=true></span><span class=word>Not trained yet</span></p>
        <p class=lead id=lab-said>Every switch trains it anew.</p>
        <progress id=lab-progress max=1 value=0 aria-label="How far the run is"></progress>
        <div class=grid2>{Chart("Loss", "Training loss", log: true)}{Chart("Accuracy", "On rows it was not trained on", log: false)}</div>
        <div class=labbuttons><button type=button id=lab-train>Train</button><button type=button id=lab-stop disabled>Stop</button>
        <button type=button id=lab-ask class=primary>Ask the doctor</button></div></section>
        <section class="panel labfaults" aria-labelledby=lab-faults><h2 id=lab-faults>Faults</h2>
        <fieldset class=labpatients><legend>Network</legend>
        <div id=lab-patients>{patients.Select((patient, i) => Choice(patient, i == 0))}</div></fieldset>
        <p class=labdrop id=lab-drop><label class=button for=lab-file>Choose a CSV</label>
        <input type=file id=lab-file class=hidden accept=".csv,.tsv,.txt,text/csv"> or drop one here: the data stay on this machine.</p>
        <div class=labbuttons><button type=button id=lab-mend>All off</button><button type=button id=lab-random>Surprise me</button></div>
        <div id=lab-switches>{patients.Select((patient, i) => Switches(patient, i == 0))}</div></section>
        <section class="panel labdoctor" id=lab-doctor aria-labelledby=lab-doctor-t tabindex=-1><h2 id=lab-doctor-t>The doctor</h2>
        <div id=lab-found><p class=lead>Break something, then ask. The doctor does not know which switches are on.</p></div></section></div>
        """);

    /// <summary>A network among others.</summary>
    public static Markup Choice(LabPatient patient, bool chosen) => Markup.Of($"""
        <label class=pick>
        <input type=radio name=patient value="{patient.Id}" data-skill="{patient.Skill}"{(chosen ? Markup.Of($" checked") : Markup.Empty)}>
        <span><b>{patient.Name}</b><small>{patient.Sentence}</small></span></label>
        """);

    /// <summary>The switches of a network.</summary>
    public static Markup Switches(LabPatient patient, bool shown)
    {
        Markup story = patient.Story.Count == 0 ? Markup.Empty : Markup.Of($"""
            <p class=labbuttons><button type=button class=story data-on="{string.Join('\n', patient.Story)}">
            As the question was asked</button></p>
            """);
        return Markup.Of($"""
            <div class=labgroup data-patient="{patient.Id}"{(shown ? Markup.Empty : Markup.Of($" hidden"))}>{story}
            {patient.Switches.GroupBy(one => one.Fault.Family).Select(Group)}</div>
            """);
    }

    /// <summary>What the doctor says, and how that compares with what was switched on.</summary>
    /// <param name="diagnosis">What it says.</param>
    /// <param name="put">What was switched on.</param>
    public static Markup Diagnosis(Diagnosis diagnosis, IReadOnlyList<LabSwitch> put)
    {
        HashSet<string> found = [.. diagnosis.Findings.Select(finding => finding.Code)];
        LabSwitch[] named = [.. put.Where(one => found.Contains(one.Fault.Code))];
        string score = put.Count == 0 ? ""
            : named.Length == put.Count ? $"It names {(put.Count == 1 ? "the fault" : $"all {put.Count} faults")} you put in."
            : $"It names {named.Length} of the {put.Count} faults you put in: one can hide behind another, and mending shows the next.";
        (string mood, string word) = diagnosis.Verdict switch
        {
            Verdict.Sick => ("bad", "Sick"),
            Verdict.Unsure => ("open", "Unsure"),
            _ => ("good", "Healthy"),
        };
        FindingCard[] cards =
        [
            // Remarks are left out, but for those on what was put in.
            .. diagnosis.Findings.Where(finding => finding.ExplainedBy is null
                    && (finding.Severity != Severity.Note || put.Any(one => one.Fault == finding.Fault)))
                .Select(finding => FindingCard.Of(finding, diagnosis)),
        ];
        Markup findings = cards.Length == 0 ? Markup.Empty
            : FindingsPanel.CauseFirst(cards).Body;
        return Markup.Of($"""
            <p class="verdict {mood}"><span class=sign aria-hidden=true></span><span class=word>{word}</span></p>
            <p class=lead>{diagnosis.Happened ?? ""} {score}</p>{findings}
            """);
    }

    private static Markup Group(IGrouping<Family, LabSwitch> family) => Markup.Of($"""
        <fieldset><legend>{NameOf(family.Key)}</legend>{family.Select(Switch)}</fieldset>
        """);

    private static Markup Switch(LabSwitch one) => Markup.Of($"""
        <label class=switch><input type=checkbox role=switch value="{one.Id}"><span class=knob aria-hidden=true></span>
        <span><b>{one.Name}</b><small>{one.Fault.Name} ({one.Fault.Code})</small></span></label>
        """);

    private static string NameOf(Family family) => family switch
    {
        Family.Data => "What goes in",
        Family.Model => "The layers",
        Family.Loss => "The loss",
        Family.Backpropagation => "The backward pass",
        Family.Initialization => "The start",
        Family.Optimization => "The steps",
        _ => "What is reported",
    };

    private static Markup Chart(string title, string description, bool log)
    {
        Series[] lines = [new Series("now", [], []), new Series("without faults", [], []) { Look = 8 }];
        return new LineChart(title, description, "step", log ? lines : [.. lines, new Series("the truth", [], []) { Look = 2 }])
        {
            LogY = log,
            Shares = !log,
            YRange = log ? null : (0, 1),
            Small = true,
            Grows = true,
        }.ToHtml();
    }
}
