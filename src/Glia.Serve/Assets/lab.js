'use strict';(()=>{
const d=document,$=id=>d.getElementById('lab-'+id),all=(s,e=d)=>[...e.querySelectorAll(s)],say=t=>d.getElementById('live').textContent=t;
const [lossChart,skillChart]=all('.labcurves .chart'),healthy={},percent=v=>(100*v).toFixed(1)+' %';
let source=null,timer=0,asked=null,looked=false,now=null;
const patient=()=>d.querySelector('[name=patient]:checked'),group=()=>all('.labgroup').find(g=>g.dataset.patient===patient().value);
const switches=()=>all('.switch input',group()),on=()=>switches().filter(i=>i.checked).map(i=>i.value);
const query=()=>{const q=new URLSearchParams({patient:patient().value});on().forEach(v=>q.append('on',v));return q};
const line=(n,k,x,y)=>({n,k,f:0,l:1,d:0,m:-1,x,y});
const legend=skillChart.querySelector('.legend li:last-child');
const draw=()=>{const h=healthy[patient().value]||{x:[],loss:[],skill:[]},c=now||{x:[],loss:[],skill:[],truth:[]};
const lies=c.truth.some(v=>v!==null),put=(fig,key)=>{const s=[line('now',1,c.x,c[key]),line('without faults',8,h.x,h[key])];
s.push(line('the truth',2,key==='skill'&&lies?c.x:[],key==='skill'&&lies?c.truth:[]));
 fig.dispatchEvent(new CustomEvent('more',{detail:{s}}));
const last=c[key].at(-1);fig.querySelector('.plot svg').setAttribute('aria-label',
 fig.querySelector('figcaption').textContent+': '+(last==null?'nothing yet':'now at '+(key==='skill'?percent(last):last.toPrecision(3))))};
put(lossChart,'loss');put(skillChart,'skill');legend.hidden=!lies};
const verdict=(mood,word,text)=>{$('verdict').className='verdict '+mood;$('verdict').querySelector('.word').textContent=word;
 $('said').textContent=text};
const stop=()=>{source?.close();source=null;$('stop').disabled=true};
const judge=()=>{const h=healthy[patient().value],c=now,last=c.skill.at(-1),truth=c.truth.at(-1)??last,skill=patient().dataset.skill;
if(truth==null)return['bad','It left the numbers','The loss or the answers are no numbers any more.'];
const words=skill+' '+percent(last)+(c.truth.at(-1)!=null&&Math.abs(truth-last)>.02?' by its own routine, in truth '+percent(truth):'');
if(!on().length){healthy[patient().value]={x:c.x,loss:c.loss,skill:c.skill};
 return['good','It learns',words+' after '+c.x.at(-1).toLocaleString('en')+' steps. Now break it.']}
const best=h?Math.max(...h.skill.slice(-5)):null;if(best==null)return['open','Trained',words+'.'];
const much=words+', without faults '+percent(best)+'.',lies=Math.abs(truth-last)>.1;
if(truth<best-.25||truth<.5*best)return['bad',lies?'It fails, and its figure is wrong':'It fails',much];
if(lies)return['bad','Its figure is wrong',much];
return truth<best-.03?['open','It learns less',much]:['good','It learns all the same',
 much+' Not every fault shows at once: ask the doctor.']};
// What is broken is seen beside what is not: that is trained first where nobody saw it yet.
const train=()=>run(on().length>0&&!healthy[patient().value]);
const run=first=>{stop();clearTimeout(timer);now={x:[],loss:[],skill:[],truth:[]};draw();$('progress').value=0;$('stop').disabled=false;
verdict('open','It trains',
 first?'First without faults.':on().length?'With '+on().length+(on().length>1?' faults':' fault')+'.':'Without a fault.');
source=new EventSource('/lab/run?'+(first?new URLSearchParams({patient:patient().value}):query()));
source.addEventListener('point',e=>{const p=JSON.parse(e.data);now.x.push(p.step);now.loss.push(p.loss);
 now.skill.push(p.skill==null?null:Math.max(0,p.skill));now.truth.push(p.truth);$('progress').value=p.step/p.steps;
$('said').textContent='Step '+p.step.toLocaleString('en')+': loss '+(p.loss==null?'no number':p.loss.toPrecision(3))+
 (p.skill==null?'':', '+patient().dataset.skill+' '+percent(p.skill));draw()});
source.addEventListener('end',()=>{stop();$('progress').value=1;if(first){healthy[patient().value]={x:now.x,loss:now.loss,skill:now.skill};
 run(false);return}const v=judge();verdict(...v);draw();say(v[1]+'. '+v[2]);
 d.getElementById('lab').dataset.runs=1+Number(d.getElementById('lab').dataset.runs||0)});
source.addEventListener('failed',e=>{stop();const t=JSON.parse(e.data).error;verdict('bad','It cannot be run',t);say(t)});
source.onerror=()=>{if(source){stop();verdict('open','The server does not answer',
 'Is glia serve still running, or busy? Train again in a moment.')}}};
const soon=()=>{clearTimeout(timer);stop();if(looked)forget();timer=setTimeout(train,250)};
const ready=()=>{asked=null;$('ask').textContent='Ask the doctor'};
const forget=()=>{asked?.abort();ready();$('found').innerHTML='<p class=lead>What is on has changed; ask again.</p>'};
const set=values=>{switches().forEach(i=>i.checked=values.includes(i.value));soon()};
d.addEventListener('change',e=>{if(e.target.closest('.switch'))soon();else if(e.target.name==='patient'){
 all('.labgroup').forEach(g=>g.hidden=g.dataset.patient!==e.target.value);
skillChart.querySelector('figcaption').textContent=e.target.dataset.skill[0].toUpperCase()+e.target.dataset.skill.slice(1);now=null;
 soon()}});
d.addEventListener('click',e=>{const s=e.target.closest('.story');if(s)set(s.dataset.on.split('\n'));const m=e.target.closest('.mend');
if(m){const off=JSON.parse(m.dataset.off);switches().forEach(i=>{if(off.includes(i.value))i.checked=false});
 say('Switched off: '+off.join(', '));$('train').focus();soon()}});
$('train').onclick=train;$('stop').onclick=()=>{stop();verdict('open','Stopped',$('said').textContent)};$('mend').onclick=()=>set([]);
$('random').onclick=()=>{const s=switches();set([s[Math.floor(Math.random()*s.length)].value])};
$('ask').onclick=async()=>{if(asked){asked.abort();ready();$('found').innerHTML='<p class=lead>The doctor was stopped.</p>';
 say('The doctor was stopped.');return}
const mine=asked=new AbortController();looked=true;$('ask').textContent='Stop asking';
 $('found').innerHTML='<p class=lead>The doctor is looking: it reads, measures, and makes short experiments on copies …</p>';
 say('The doctor is looking.');
const a=await fetch('/lab/examine?'+query(),{headers:{Accept:'application/json'},signal:mine.signal}).catch(()=>null);
 if(mine!==asked)return;
const r=a?await a.json().catch(()=>({error:'The server does not answer.'})):{error:'The server does not answer.'};if(mine!==asked)return;
 ready();if(!a||!a.ok){$('found').innerHTML='<p class=lead></p>';$('found').firstChild.textContent=r.error;say(r.error);return}
$('found').innerHTML=r.html;all('.chart[data-chart]',$('found')).forEach(f=>dispatchEvent(new CustomEvent('chart',{detail:f})));
for(const f of all('.finding',$('found'))){const off=r.mends[f.querySelector('.meta b').textContent];if(!off)continue;
 const b=d.createElement('button');b.type='button';b.className='mend';b.dataset.off=JSON.stringify(off);
b.textContent='Mend it: switch off '+off.map(v=>'“'+
 switches().find(i=>i.value===v).closest('.switch').querySelector('b').textContent+'”').join(', ');f.append(b)}
const w=$('found').querySelector('.verdict .word').textContent;say('The doctor says: '+w+'. '+all('.finding h3',
 $('found')).map(h=>h.textContent).join(' '));$('doctor').focus()};
const drop=async file=>{if(!file)return;say('Reading '+file.name);$('said').textContent='Reading '+file.name+' …';
const a=await fetch('/lab/data?'+new URLSearchParams({name:file.name}),
 {method:'POST',body:file,headers:{'Content-Type':'text/csv',Accept:'application/json'}}).catch(()=>null);
const r=a?await a.json():{error:'The server does not answer.'};if(!a||!a.ok){verdict('bad','This file cannot be learned',r.error);
 say(r.error);return}
all('[name=patient]').forEach(i=>i.checked=false);$('patients').insertAdjacentHTML('beforeend',r.choice);
 $('switches').insertAdjacentHTML('beforeend',r.switches);
patient().dispatchEvent(new Event('change',{bubbles:true}));patient().focus()};
$('file').onchange=()=>drop($('file').files[0]);
const zone=d.getElementById('lab');zone.addEventListener('dragover',e=>{e.preventDefault();$('drop').classList.add('over')});
 zone.addEventListener('dragleave',()=>$('drop').classList.remove('over'));
zone.addEventListener('drop',e=>{e.preventDefault();$('drop').classList.remove('over');drop(e.dataTransfer.files[0])});
train();
})();
