'use strict';(()=>{
const d=document,root=d.getElementById('run'),$=s=>root.querySelector(s),say=t=>d.getElementById('live').textContent=t;
const put=(e,t)=>{if(e&&e.textContent!==t)e.textContent=t};
const make=(t,p,text)=>{const e=d.createElement(t);if(text!==undefined)e.textContent=text;p.append(e);return e};
const figures=()=>[...root.querySelectorAll('#curves [data-chart]')];
const shape=charts=>JSON.stringify(charts.map(c=>[c.title,c.data.s.map(s=>s.n)]));
let drawn=shape(figures().map(f=>({title:f.querySelector('figcaption').textContent,data:JSON.parse(f.dataset.chart)}))),
 epoch=performance.timeOrigin+performance.now(),fetching=false;
// What was not there to be drawn when the page was written comes drawn.
const replace=async()=>{if(fetching)return;fetching=true;try{const a=await fetch(root.dataset.charts);
 if(a.ok){const grid=$('#curves .grid2');grid.innerHTML=await a.text();
const all=figures();drawn=shape(all.map(f=>({title:f.querySelector('figcaption').textContent,data:JSON.parse(f.dataset.chart)})));
all.forEach(f=>dispatchEvent(new CustomEvent('chart',{detail:f})))}}finally{fetching=false}};
// What the doctor that watches saw comes drawn too.
const found=d.getElementById('found');
const look=async n=>{if(!found||n===+found.dataset.count)return;found.dataset.count=n;
 const a=await fetch(found.dataset.found).catch(()=>null);if(!a?.ok)return;
const place=found.querySelector('.found');place.innerHTML=await a.text();
 for(const f of place.querySelectorAll('[data-chart]'))dispatchEvent(new CustomEvent('chart',{detail:f}));
say('The doctor saw something: '+place.querySelector('.finding:last-of-type h3').textContent)};
const show=async s=>{
const v=$('.verdict');v.className='verdict '+s.mood;put($('.verdict .word'),s.word);put($('.sentence'),s.sentence);
look(s.found);if(s.share!==undefined)$('.share').value=s.share;if(s.rate)put($('.rate'),s.rate);
const list=$('.figures');s.figures.forEach(([n,t],i)=>{const e=list.children[i]||
 (e=>{make('dt',e);make('dd',e);return e})(make('div',list));put(e.firstElementChild,n);put(e.lastElementChild,t)});
while(list.children.length>s.figures.length)list.lastElementChild.remove();
const on=$('.onward');if(on.children.length!==s.next.length){on.replaceChildren();
 for(const[n,a]of s.next){const e=make('a',on,n);e.href=a;e.className='button'}}
if(shape(s.charts)!==drawn)await replace();else figures().forEach((f,i)=>{const svg=f.querySelector('.plot svg');
 svg.setAttribute('aria-label',s.charts[i].seen);
f.dispatchEvent(new CustomEvent('more',{detail:s.charts[i].data}))});
// How long after its end an epoch was drawn, in milliseconds: of those that end while somebody looks.
if(s.ended>epoch){epoch=s.ended;setTimeout(()=>root.dataset.seen=(performance.timeOrigin+performance.now()-s.ended).toFixed(0))}
const over=!s.running;root.classList.toggle('over',over);const c=$('.controls');if(c)c.hidden=over;
if(over){source.close();say(s.word+'. '+s.sentence)}};
const source=new EventSource(root.dataset.events);
// Drawn once a frame at most: of states that come sooner the last has all of them. A page that nobody looks at draws nothing.
let newest=null;source.addEventListener('state',e=>{if(newest===null)requestAnimationFrame(()=>{const s=JSON.parse(newest);newest=null;
 show(s)});newest=e.data});
source.onopen=()=>put($('.lost'),'');
source.onerror=()=>put($('.lost'),'The connection is lost; trying again …');
// Buttons that leave the page where it is.
for(const f of root.querySelectorAll('form'))f.addEventListener('submit',async e=>{e.preventDefault();
const data=new URLSearchParams(new FormData(f,e.submitter));if(data.has('factor'))data.delete('rate');
const a=await fetch(f.action,{method:'POST',body:data,headers:{Accept:'application/json'}}).catch(()=>null);
const t=!a?'The server does not answer.':a.ok?
 f.action.endsWith('stop')?'It stops after this step.':'Changed from the next step on.':(await a.json()).error;put($('.lost'),t);say(t)});
})();
