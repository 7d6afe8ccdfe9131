#!/usr/bin/env python3
"""Reads TensorBoard's event files below a folder and prints what is in them as JSON, a line a value.

A reader of its own: records and check sums after the description of TFRecord, messages by Google's protobuf library (Debian's
python3-protobuf) from the field numbers of tensorboard/compat/proto and plugins/hparams, pictures by Pillow. A record whose check sum is
wrong ends with an error, where TensorBoard would show nothing.
Used with protobuf 3.21 and Pillow 9.4: python3 read_events.py FOLDER
"""
import io
import json
import os
import struct
import sys

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

F = descriptor_pb2.FieldDescriptorProto
KINDS = {"double": F.TYPE_DOUBLE, "float": F.TYPE_FLOAT, "int64": F.TYPE_INT64, "int32": F.TYPE_INT32, "string": F.TYPE_STRING,
    "bytes": F.TYPE_BYTES, "bool": F.TYPE_BOOL}
MESSAGES = {
    "Event": [("wall_time", 1, "double"), ("step", 2, "int64"), ("file_version", 3, "string"), ("summary", 5, "Summary")],
    "Summary": [("value", 1, "*Value")],
    "Value": [("tag", 1, "string"), ("tensor", 8, "Tensor"), ("metadata", 9, "Metadata")],
    "Metadata": [("plugin_data", 1, "Plugin"), ("data_class", 4, "int32")],
    "Plugin": [("plugin_name", 1, "string"), ("content", 2, "bytes")],
    "Tensor": [("dtype", 1, "int32"), ("shape", 2, "Shape"), ("content", 4, "bytes"), ("string_val", 8, "*bytes")],
    "Shape": [("dim", 2, "*Dim")],
    "Dim": [("size", 1, "int64")],
    "HParams": [("version", 1, "int32"), ("experiment", 2, "Experiment"), ("start", 3, "Start"), ("end", 4, "End")],
    "Experiment": [("infos", 4, "*Info"), ("metrics", 5, "*Metric")],
    "Info": [("name", 1, "string"), ("type", 4, "int32")],
    "Metric": [("name", 1, "MetricName"), ("display_name", 3, "string")],
    "MetricName": [("group", 1, "string"), ("tag", 2, "string")],
    "Start": [("hparams", 1, "*Entry"), ("group_name", 4, "string"), ("start_time_secs", 5, "double")],
    "Entry": [("key", 1, "string"), ("value", 2, "Any")],
    "Any": [("number_value", 2, "double"), ("string_value", 3, "string")],
    "End": [("status", 1, "int32"), ("end_time_secs", 2, "double")],
}


def classes():
    file = descriptor_pb2.FileDescriptorProto(name="events.proto", package="t", syntax="proto2")
    for name, fields in MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, number, kind in fields:
            many, kind = kind.startswith("*"), kind.lstrip("*")
            one = message.field.add(name=field, number=number, label=F.LABEL_REPEATED if many else F.LABEL_OPTIONAL,
                type=KINDS.get(kind, F.TYPE_MESSAGE))
            if kind not in KINDS:
                one.type_name = ".t." + kind
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return {name: message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("t." + name)) for name in MESSAGES}


TABLE = []
for n in range(256):
    for _ in range(8):
        n = (n >> 1) ^ 0x82F63B78 if n & 1 else n >> 1
    TABLE.append(n)


def masked(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = TABLE[(crc ^ byte) & 255] ^ (crc >> 8)
    crc ^= 0xFFFFFFFF
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(path):
    data = open(path, "rb").read()
    at = 0
    while at < len(data):
        length, = struct.unpack_from("<Q", data, at)
        assert struct.unpack_from("<I", data, at + 8)[0] == masked(data[at:at + 8]), "check sum of a length"
        body = data[at + 12:at + 12 + length]
        assert len(body) == length, "cut off"
        assert struct.unpack_from("<I", data, at + 12 + length)[0] == masked(body), "check sum of a record"
        yield body
        at += 16 + length


def value_of(types, plugin, tensor, content):
    sizes = [dim.size for dim in tensor.shape.dim]
    if plugin == "scalars":
        assert (tensor.dtype, sizes) == (1, []), "a scalar"
        return struct.unpack("<f", tensor.content)[0]
    if plugin == "histograms":
        assert tensor.dtype == 2 and len(sizes) == 2 and sizes[1] == 3, "a histogram"
        rows = list(struct.iter_unpack("<3d", tensor.content))
        assert len(rows) == sizes[0]
        return {"left": rows[0][0], "right": rows[-1][1], "count": sum(row[2] for row in rows), "buckets": len(rows)}
    if plugin == "images":
        assert tensor.dtype == 7 and sizes == [len(tensor.string_val)], "an image"
        from PIL import Image
        image = Image.open(io.BytesIO(tensor.string_val[2]))
        image.load()
        assert [str(side).encode() for side in image.size] == list(tensor.string_val[:2]), "the size of an image"
        return {"size": list(image.size), "mode": image.mode}
    if plugin == "text":
        assert (tensor.dtype, sizes) == (7, [1]), "a text"
        return tensor.string_val[0].decode()
    assert plugin == "hparams" and (tensor.dtype, sizes) == (1, [0]), plugin
    told = types["HParams"].FromString(content)
    return {"infos": {info.name: info.type for info in told.experiment.infos},
        "metrics": [[m.name.group, m.name.tag] for m in told.experiment.metrics],
            "values": {e.key: e.value.string_value if e.value.HasField("string_value") else e.value.number_value for e
                in told.start.hparams},
            "status": told.end.status}


def main(folder):
    types = classes()
    for path, _, files in sorted(os.walk(folder)):
        for name in sorted(files):
            if "tfevents" not in name:
                continue
            plugins = {}
            for i, body in enumerate(records(os.path.join(path, name))):
                event = types["Event"].FromString(body)
                assert (event.file_version == "brain.Event:2") == (i == 0), "the first record says the version"
                assert event.wall_time > 1.5e9
                for value in event.summary.value:
                    if not value.HasField("tensor"):
                        continue  # The old form, a number without a tensor.
                    first = value.tag not in plugins
                    assert value.HasField("metadata") or not first, "what shows a tag goes with its first value"
                    plugin = plugins.setdefault(value.tag, value.metadata.plugin_data.plugin_name)
                    print(json.dumps({"run": os.path.relpath(path, folder).replace("\\", "/"), "tag": value.tag, "step": event.step,
                        "plugin": plugin,
                                      "class": value.metadata.data_class if first else None,
                                      "value": value_of(types, plugin, value.tensor, value.metadata.plugin_data.content)}))


if __name__ == "__main__":
    main(sys.argv[1])
