using System.Text.Json;
using System.Threading.Channels;
using Glia.Doctor.Findings;
using Glia.Serve.Access;
using Glia.Serve.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Glia.Serve.Lab;

/// <summary>The lab: a network whose faults are switches. Break it, watch it fail, see what the doctor sees, mend it.</summary>
internal sealed class LabPage(Shell shell, LabWard ward) : IServedPage
{
    // One network trains and one is examined at a time, whoever asks: two share a machine badly, and nobody watches two.
    private static readonly SemaphoreSlim s_trains = new(1), s_examines = new(1);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public string Name => "Lab";

    /// <inheritdoc/>
    public string Path => "/lab";

    /// <inheritdoc/>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, context => shell.Write(context, "The lab", LabMarkup.Page(ward.All), "lab.css", "lab.js"));
        routes.MapGet($"{Path}/run", Train);
        routes.MapGet($"{Path}/examine", Examine);
        routes.MapPost($"{Path}/data", Drop);
    }

    // A stream of events: a moment each, and how it ended. Whoever goes away ends the run.
    private async Task Train(HttpContext context)
    {
        (LabPatient patient, HashSet<string> on) = Asked(context);
        await Taking(s_trains, context.RequestAborted);
        try
        {
            context.Response.ContentType = "text/event-stream";
            var moments = Channel.CreateUnbounded<LabPoint>(new UnboundedChannelOptions { SingleReader = true });
            Task training = Task.Run(() =>
            {
                try
                {
                    patient.Train(on, point => moments.Writer.TryWrite(point), context.RequestAborted);
                    moments.Writer.Complete();
                }
                catch (Exception error)
                {
                    moments.Writer.Complete(error);
                }
            });
            try
            {
                await foreach (LabPoint point in moments.Reader.ReadAllAsync(context.RequestAborted))
                    await Send(context, "point", writer => Write(writer, point));
                await Send(context, "end", _ => { });
            }
            catch (GliaException error)
            {
                await Send(context, "failed", writer => writer.WriteString("error", error.Message));
            }
            finally
            {
                await training;
            }
        }
        finally
        {
            s_trains.Release();
        }
    }

    private async Task Examine(HttpContext context)
    {
        (LabPatient patient, HashSet<string> on) = Asked(context);
        await Taking(s_examines, context.RequestAborted);
        try
        {
            // Whoever goes away, or asks for that, ends it.
            Diagnosis diagnosis = await Task.Run(() => patient.Examine(on, context.RequestAborted));
            LabSwitch[] put = [.. patient.Switches.Where(one => on.Contains(one.Id))];
            await Json.Write(context, writer =>
            {
                writer.WriteString("html", LabMarkup.Diagnosis(diagnosis, put).Text);
                writer.WriteStartObject("mends");
                foreach (IGrouping<string, LabSwitch> fault in put.GroupBy(one => one.Fault.Code))
                {
                    writer.WriteStartArray(fault.Key);
                    foreach (LabSwitch one in fault) writer.WriteStringValue(one.Id);
                    writer.WriteEndArray();
                }
                writer.WriteEndObject();
            });
        }
        finally
        {
            s_examines.Release();
        }
    }

    private async Task Drop(HttpContext context)
    {
        Body.RequireType(context.Request, "text/csv", "text/plain", "application/octet-stream");
        string name = context.Request.Query["name"].ToString();
        ReadOnlyMemory<byte> bytes = await Body.Read(context, Body.MostOfPicture);
        if (bytes.IsEmpty) throw new GliaException("The file is empty; drop a table with a line a row.");
        LabPatient patient = await Task.Run(() => ward.Drop(name.Length > 0 ? name : "the dropped table", bytes));
        await Json.Write(context, writer =>
        {
            writer.WriteString("id", patient.Id);
            writer.WriteString("choice", LabMarkup.Choice(patient, chosen: true).Text);
            writer.WriteString("switches", LabMarkup.Switches(patient, shown: true).Text);
        });
    }

    private (LabPatient, HashSet<string>) Asked(HttpContext context)
    {
        LabPatient patient = ward.Find(context.Request.Query["patient"])
            ?? throw new RefusedException(StatusCodes.Status404NotFound, "There is no such network in the lab.");
        var on = context.Request.Query["on"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        return on.FirstOrDefault(id => patient.Switches.All(one => one.Id != id)) is { } unknown
            ? throw new RefusedException(StatusCodes.Status400BadRequest, $"'{unknown}' is no fault of this network.")
            : (patient, on);
    }

    private static async Task Taking(SemaphoreSlim place, CancellationToken gone)
    {
        if (!await place.WaitAsync(s_patience, gone))
            throw new RefusedException(StatusCodes.Status429TooManyRequests,
                "The lab is busy with another network; try again in a moment.");
    }

    private static async Task Send(HttpContext context, string name, Action<Utf8JsonWriter> members)
    {
        await context.Response.WriteAsync($"event: {name}\ndata: ", context.RequestAborted);
        await context.Response.Body.WriteAsync(Json.Of(members), context.RequestAborted);
        await context.Response.WriteAsync("\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    private static void Write(Utf8JsonWriter writer, LabPoint point)
    {
        writer.WriteNumber("step", point.Step);
        writer.WriteNumber("steps", point.Steps);
        Number("loss", point.Loss);
        Number("skill", point.Skill);
        Number("truth", point.Truth);

        void Number(string name, double value)
        {
            if (double.IsFinite(value)) writer.WriteNumber(name, value);
            else writer.WriteNull(name);
        }
    }
}
